package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.Query;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What waits because the gate or its database could not take it. */
@Command(name = "queue", description = "Writes that wait, and what became of them")
public final class QueueCommands {

  @Command(name = "list", description = "List writes that wait, were done or were given up")
  void list(
      @Mixin final GateOptions gate,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "Only those: waiting, done or dead")
          final String state) {
    final JsonNode list = gate.client().get(new Query("/v1/queue").with("state", state)).body();
    gate.print(list, () -> table(list.path("items")));
  }

  @Command(name = "show", description = "Show what became of one")
  void show(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "ID", description = "32 hex digits, as the 202 said")
          final String id) {
    final JsonNode write = gate.client().get(new Query("/v1/queue/" + id)).body();
    gate.print(write, () -> table(List.of(write)) + result(write.path("result")));
  }

  private static String result(final JsonNode result) {
    return result.isObject() ? "at position " + result.path("position").asText() + "\n" : "";
  }

  private static String table(final Iterable<JsonNode> writes) {
    final Table table =
        new Table("WRITE", "STATE", "OPERATION", "AGENT", "BY", "SINCE", ">ATTEMPTS", "REASON");
    for (final JsonNode write : writes) {
      table.row(
          write.path("queue_id").asText(),
          write.path("state").asText(),
          write.path("operation").asText(),
          Texts.shortId(write.path("agent_id")),
          write.path("subject").asText(),
          write.path("queued_at").asText(),
          write.path("attempts").asText(),
          write.path("reason").textValue());
    }
    return table.render();
  }
}
