package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what people name: an agent or a tenant by its name as well as by its id. */
final class Resolver {

  private static final Pattern AGENT_ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern TENANT_ID = Pattern.compile("[0-9]{1,10}");
  private static final int MOST = 10_000;

  private final AdminClient client;

  Resolver(final AdminClient client) {
    this.client = client;
  }

  /**
   * Finds an agent.
   *
   * @param given an agent's id, or its whole name where only one agent has it
   * @return its id
   */
  String agentId(final String given) {
    if (AGENT_ID.matcher(given).matches()) {
      return given;
    }
    final ObjectNode agents = client.list(new Query("/v1/agents").with("name", given), MOST);
    final List<String> ids = new ArrayList<>();
    for (final JsonNode agent : agents.path("items")) {
      if (agent.path("name").asText().equals(given)) {
        ids.add(agent.path("agent_id").asText());
      }
    }
    return only(ids, "agent", given);
  }

  /**
   * Finds a tenant.
   *
   * @param given a tenant's number or name
   * @return its number
   */
  long tenantId(final String given) {
    if (TENANT_ID.matcher(given).matches()) {
      return Long.parseLong(given);
    }
    final List<String> ids = new ArrayList<>();
    for (final JsonNode tenant : client.list(new Query("/v1/tenants"), MOST).path("items")) {
      if (tenant.path("name").asText().equals(given)) {
        ids.add(tenant.path("tenant_id").asText());
      }
    }
    return Long.parseLong(only(ids, "tenant", given));
  }

  private static String only(final List<String> ids, final String kind, final String given) {
    if (ids.isEmpty()) {
      throw CliException.failure("there is no " + kind + " named " + given);
    }
    if (ids.size() > 1) {
      throw CliException.failure(
          ids.size()
              + " "
              + kind
              + "s are named "
              + given
              + "; give one of the ids:\n  "
              + String.join("\n  ", ids));
    }
    return ids.get(0);
  }
}
