package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.Query;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Legal holds: what they cover is kept, however old it is. */
@Command(name = "hold", description = "Keep records of a time, however old they get")
public final class AuditHoldCommands {

  private static final String LEDGER = "LEDGER";

  @Command(name = "list", description = "List the holds in force")
  void list(@Mixin final GateOptions gate) {
    final JsonNode body = gate.client().get(new Query("/v1/audit/holds")).body();
    gate.print(body, () -> table(body.path("items")));
  }

  @Command(name = "place", description = "Place a hold; it is in force at once")
  void place(
      @Mixin final GateOptions gate,
      @Parameters(
              paramLabel = "NAME",
              description = "Of the hold: letters, digits, dots, dashes, underlines; at most 64")
          final String name,
      @Option(
              names = "--log",
              paramLabel = "CLASS",
              defaultValue = LEDGER,
              description = "Retention class: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
          final RetentionClass log,
      @Option(
              names = "--from",
              required = true,
              paramLabel = "WHEN",
              description = "The first time it covers: as in 30d (ago) or 2026-11-23T09:27:00Z")
          final String from,
      @Option(names = "--to", paramLabel = "WHEN", description = "The last (default: now)")
          final String to) {
    final ObjectNode hold =
        Json.object()
            .put("class", log.logName())
            .put("name", checked(name))
            .put("from", Moments.ago(from).toString())
            .put("to", (to == null ? Instant.now() : Moments.ago(to)).toString());
    final JsonNode body = gate.client().post("/v1/audit/holds", hold).body();
    gate.print(body, () -> table(List.of(body.path("hold"))));
  }

  @Command(name = "release", description = "Release a hold: what it kept goes when it is too old")
  void release(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "NAME", description = "Of the hold") final String name,
      @Option(
              names = "--log",
              paramLabel = "CLASS",
              defaultValue = LEDGER,
              description = "Retention class: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
          final RetentionClass log) {
    final String path = "/v1/audit/logs/" + log.logName() + "/holds/" + checked(name) + "/release";
    final JsonNode body = gate.client().post(path, null).body();
    gate.print(body, () -> "released\n" + table(List.of(body.path("hold"))));
  }

  private static String checked(final String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw CliException.usage(
          "a hold's name has 1 to 64 letters, digits, dots, dashes and underlines");
    }
    return name;
  }

  private static String table(final Iterable<JsonNode> holds) {
    final Table table = new Table("LOG", "NAME", "FROM", "TO");
    for (final JsonNode hold : holds) {
      table.row(
          hold.path("class").asText(),
          hold.path("name").asText(),
          hold.path("from").asText(),
          hold.path("to").asText());
    }
    return table.render();
  }
}
