package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people say about an agent. */
@Command(name = "profile", description = "Who owns an agent, and what else people say about it")
public final class ProfileCommands {
  private static final String AGENT = "Id (64 hex digits) or name";

  @Command(name = "show", description = "Show an agent's owner and metadata")
  void show(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent) {
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final JsonNode body = client.getFresh(new Query("/v1/agents/" + id)).body();
    final ObjectNode profile = Json.object().put("agent_id", id);
    profile.set("owner", body.path("owner"));
    profile.set("metadata", body.path("metadata"));
    gate.print(profile, () -> text(profile));
  }

  @Command(name = "set", description = "Set an agent's owner and metadata, all of them anew")
  void set(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent,
      @Option(
              names = "--owner",
              paramLabel = "OWNER",
              description = "human:NAME or team:NAME; none where it is not given")
          final String owner,
      @Option(
              names = "--metadata",
              paramLabel = "KEY=VALUE",
              description = "May be repeated; at most 32")
          final Map<String, String> metadata) {
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final ObjectNode request = Json.object();
    if (owner != null) {
      request.put("owner", owner);
    }
    if (metadata != null) {
      final ObjectNode entries = request.putObject("metadata");
      metadata.forEach(entries::put);
    }
    final JsonNode body = client.put("/v1/agents/" + id + "/profile", request, null).body();
    gate.print(body, () -> text(body.path("agent")));
  }

  private static String text(final JsonNode agent) {
    final StringBuilder text = new StringBuilder();
    text.append("owner ").append(Texts.value(agent.path("owner"))).append('\n');
    agent
        .path("metadata")
        .properties()
        .forEach(
            entry ->
                text.append(entry.getKey())
                    .append('=')
                    .append(entry.getValue().asText())
                    .append('\n'));
    return text.toString();
  }
}
