package io.tollgate.ops.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.journal.JournalStats;
import io.tollgate.journal.text.RecordSchema;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import java.time.LocalDate;
import java.util.Locale;

/** What a journal holds, for people and for programs. */
final class StatsText {

  private final JournalStats stats;
  private final RecordSchema schema;

  StatsText(final JournalStats stats, final RecordSchema schema) {
    this.stats = stats;
    this.schema = schema;
  }

  ObjectNode json() {
    final ObjectNode node = Json.object();
    node.put("records", stats.records());
    node.put("batches", stats.batches());
    node.put("bytes", stats.bytes());
    node.put("problems", stats.problems());
    final ArrayNode types = node.putArray("types");
    for (final JournalStats.OfType type : stats.types()) {
      types
          .addObject()
          .put("type", name(type))
          .put("records", type.records())
          .put("bytes", type.bytes());
    }
    final ArrayNode days = node.putArray("days");
    for (final JournalStats.OfDay day : stats.days()) {
      days.addObject()
          .put("day", LocalDate.ofEpochDay(day.epochDay()).toString())
          .put("batches", day.batches())
          .put("records", day.records())
          .put("bytes", day.bytes());
    }
    final ArrayNode files = node.putArray("files");
    for (final JournalStats.OfFile file : stats.files()) {
      files
          .addObject()
          .put("file", file.name())
          .put("batches", file.batches())
          .put("records", file.records())
          .put("bytes", file.bytes())
          .put("first_position", file.firstPosition())
          .put("last_position", file.lastPosition())
          .put("first_time", Times.of(file.firstTimeNs()).toString())
          .put("last_time", Times.of(file.lastTimeNs()).toString());
    }
    return node;
  }

  private String name(final JournalStats.OfType type) {
    final String name = schema.recordName(type.templateId());
    return name == null ? "#" + type.templateId() : name;
  }

  String render() {
    final Table types = new Table("TYPE", ">RECORDS", ">BYTES");
    stats.types().forEach(type -> types.row(name(type), type.records(), type.bytes()));
    final Table files = new Table("FILE", ">BATCHES", ">RECORDS", ">FIRST", ">LAST");
    stats
        .files()
        .forEach(
            file ->
                files.row(
                    file.name(),
                    file.batches(),
                    file.records(),
                    file.firstPosition(),
                    file.lastPosition()));
    return types.render()
        + "\n"
        + files.render()
        + String.format(
            Locale.ROOT,
            "%n%d records in %d batches, %d bytes, %d problems%n",
            stats.records(),
            stats.batches(),
            stats.bytes(),
            stats.problems());
  }
}
