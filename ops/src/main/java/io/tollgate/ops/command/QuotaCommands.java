package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How much an agent may use. */
@Command(name = "quota", description = "How much an agent may use of a resource, by window")
public final class QuotaCommands {

  private static final List<String> WINDOWS = List.of("hour", "day", "month", "concurrent");

  @Command(
      name = "set",
      description = "Set an agent's quota of a resource; a window that is not given has no limit")
  int set(
      @Mixin final ChangeOptions change,
      @Parameters(index = "1", paramLabel = "RESOURCE", description = "As in llm.tokens")
          final String resource,
      @Option(names = "--hour", paramLabel = "N", description = "Units an hour (UTC)")
          final Long hour,
      @Option(names = "--day", paramLabel = "N", description = "Units a day (UTC)") final Long day,
      @Option(names = "--month", paramLabel = "N", description = "Units a month (UTC)")
          final Long month,
      @Option(
              names = "--concurrent",
              paramLabel = "N",
              description = "Units held by open reservations")
          final Long concurrent) {
    final ObjectNode limits =
        Json.object()
            .put("hour", hour)
            .put("day", day)
            .put("month", month)
            .put("concurrent", concurrent);
    final AdminClient client = change.gate().client();
    return change.print(
        client.put(change.path(client) + "/quotas/" + resource, limits, change.ifMatch()),
        "quota",
        quota -> limits(List.of(quota)));
  }

  @Command(name = "show", description = "Show an agent's quotas and what is used of them")
  void show(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = "Id or name") final String agent) {
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final JsonNode body = client.get(new Query("/v1/agents/" + id + "/state")).body();
    final JsonNode allowances = body.path("allowances");
    gate.print(
        allowances, () -> allowances.isEmpty() ? "nothing limited or used\n" : state(allowances));
  }

  private static String limits(final Iterable<JsonNode> quotas) {
    final Table table = new Table("RESOURCE", ">HOUR", ">DAY", ">MONTH", ">CONCURRENT");
    for (final JsonNode quota : quotas) {
      table.row(
          quota.path("resource").asText(),
          Texts.limit(quota.path("hour")),
          Texts.limit(quota.path("day")),
          Texts.limit(quota.path("month")),
          Texts.limit(quota.path("concurrent")));
    }
    return table.render();
  }

  static String state(final JsonNode allowances) {
    final Table table = new Table("RESOURCE", "WINDOW", ">USED", ">LIMIT");
    for (final JsonNode allowance : allowances) {
      final String resource = allowance.path("resource").asText();
      for (final String window : WINDOWS) {
        final JsonNode used = allowance.path(window).path("used");
        final JsonNode limit = allowance.path(window).path("limit");
        if (!limit.isNull() || used.asLong() > 0) {
          table.row(resource, window, used.asText(), Texts.limit(limit));
        }
      }
      if (allowance.path("total_used").asLong() > 0) {
        table.row(resource, "ever", allowance.path("total_used").asText(), "");
      }
    }
    return table.render();
  }
}
