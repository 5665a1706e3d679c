package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches the signed audit records. */
@Command(
    name = "search",
    description = "Search the signed audit records of a running gate, newest first",
    footer = {
      "%nPlain checks are shown by: ops/tollgate decisions",
      "One record, and its proof: ops/tollgate audit show|prove --log CLASS SEQUENCE"
    })
public final class AuditSearchCommand implements Runnable {

  @Mixin private GateOptions gate;
  @Mixin private AuditFilterOptions filter;
  @Mixin private ListOptions list;

  @Parameters(
      arity = "0..1",
      paramLabel = "WORDS",
      description = "In event, action, resource or metadata: all of them, \"a phrase\", -not, or")
  private String words;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where a page ended")
  private String cursor;

  @Override
  public void run() {
    final String next =
        list.print(
            gate, filter.on("/v1/audit/records", words, gate), cursor, AuditSearchCommand::table);
    if (next != null) {
      gate.say("there are more; raise --limit, or go on with --cursor " + next);
    }
  }

  private static String table(final Iterable<JsonNode> records) {
    final Table table =
        new Table("LOG", ">SEQUENCE", "TIME", "EVENT", "ACTION", "AGENT", "RESOURCE");
    for (final JsonNode record : records) {
      table.row(
          record.path("class").asText(),
          record.path("sequence").asText(),
          record.path("time").asText(),
          record.path("event_type").asText(),
          record.path("action").asText(),
          Texts.shortId(record.path("agent_id")),
          record.path("resource").asText());
    }
    return table.render();
  }
}
