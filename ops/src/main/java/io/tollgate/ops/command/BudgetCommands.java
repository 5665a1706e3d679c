package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How much an agent may spend, with all below it. */
@Command(name = "budget", description = "How much an agent, with all below it, may spend")
public final class BudgetCommands {

  @Command(name = "set", description = "Set an agent's budget")
  int set(
      @Mixin final ChangeOptions change,
      @Parameters(index = "1", paramLabel = "AMOUNT", description = "As in 12.50")
          final String amount,
      @Option(
              names = "--currency",
              defaultValue = "USD",
              paramLabel = "CODE",
              description = "ISO 4217 (default ${DEFAULT-VALUE})")
          final String currency,
      @Option(
              names = "--period",
              defaultValue = "lifetime",
              paramLabel = "PERIOD",
              description = "lifetime, day or month (default ${DEFAULT-VALUE})")
          final String period) {
    final ObjectNode budget =
        Json.object().put("limit", amount).put("currency", currency).put("period", period);
    final AdminClient client = change.gate().client();
    return change.print(
        client.put(change.path(client) + "/budget", budget, change.ifMatch()),
        "budget",
        BudgetCommands::limit);
  }

  @Command(name = "show", description = "Show an agent's budget and what is spent of it")
  void show(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = "Id or name") final String agent) {
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final JsonNode budget =
        client.get(new Query("/v1/agents/" + id + "/state")).body().path("budget");
    gate.print(budget, () -> budget.isObject() ? state(budget) : "no budget\n");
  }

  @Command(name = "remove", description = "Take an agent's budget away")
  int remove(@Mixin final ChangeOptions change) {
    final AdminClient client = change.gate().client();
    return change.print(
        client.delete(change.path(client) + "/budget", change.ifMatch()),
        "budget",
        budget -> "no budget\n");
  }

  private static String limit(final JsonNode budget) {
    return new Table(">LIMIT", "PERIOD")
        .row(
            Texts.money(budget.path("limit"), budget.path("currency")),
            budget.path("period").asText())
        .render();
  }

  static String state(final JsonNode budget) {
    final JsonNode currency = budget.path("currency");
    return new Table(">BUDGET", ">SPENT", ">RESERVED", ">LEFT", "PERIOD")
        .row(
            Texts.money(budget.path("limit"), currency),
            Texts.money(budget.path("spent"), currency),
            Texts.money(budget.path("reserved"), currency),
            Texts.money(budget.path("remaining"), currency),
            budget.path("period").asText())
        .render();
  }
}
