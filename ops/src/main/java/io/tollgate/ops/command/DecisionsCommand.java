package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.Query;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the gate answered, newest first. */
@Command(name = "decisions", description = "Show what the gate decided, newest first")
public final class DecisionsCommand implements Runnable {

  @Mixin private GateOptions gate;
  @Mixin private ListOptions list;

  @Option(names = "--agent", paramLabel = "AGENT", description = "Only of this agent")
  private String agent;

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "Not before: as in 30m (ago) or 2026-11-23T09:27:00Z")
  private String from;

  @Option(names = "--to", paramLabel = "WHEN", description = "Before")
  private String to;

  @Option(names = "--decision", paramLabel = "VERDICT", description = "Only ALLOW, or only DENY")
  private String decision;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only with this reason, as in BUDGET_EXCEEDED")
  private String reason;

  @Override
  public void run() {
    final Query query =
        new Query("/v1/decisions")
            .with("agent", agent == null ? null : new Resolver(gate.client()).agentId(agent))
            .with("from", Moments.ago(from))
            .with("to", Moments.ago(to))
            .with("decision", decision)
            .with("reason", reason);
    list.print(gate, query, DecisionsCommand::table);
  }

  private static String table(final Iterable<JsonNode> decisions) {
    final Table table =
        new Table(
            ">POSITION",
            "TIME",
            "WHAT",
            "DECISION",
            "REASON",
            "AGENT",
            ">AMOUNT",
            ">OUTPUT",
            ">COST");
    for (final JsonNode decision : decisions) {
      final JsonNode request = decision.path("request");
      table.row(
          decision.path("position").asText(),
          decision.path("time").asText(),
          what(decision),
          decision.path("decision").asText(),
          decision.path("reason").asText(),
          Texts.shortId(decision.path("agent_id")),
          request.path("amount").asText(),
          request.path("output_amount").asText(),
          Texts.money(request.path("cost"), request.path("currency")));
    }
    return table.render();
  }

  private static String what(final JsonNode decision) {
    final JsonNode command = decision.path("command").path("name");
    return command.isTextual() ? command.asText() : decision.path("kind").asText();
  }
}
