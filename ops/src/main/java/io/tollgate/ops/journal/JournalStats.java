package io.tollgate.ops.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.journal.JournalReader;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** Counts the records of a journal by type and outcome, and how they came. For one thread. */
final class JournalStats {

  private final RecordReader records = new RecordReader();
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Long> bytes = new TreeMap<>();
  private long batches;
  private long total;
  private long totalBytes;
  private long firstNs;
  private long lastNs;

  void read(final Path journal) {
    try (JournalReader reader = JournalReader.open(journal)) {
      while (reader.poll(this::onRecord)) {
        batches++;
      }
    }
  }

  private void onRecord(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    final ObjectNode record = records.read(position, timeNs, buffer, offset);
    final String outcome = record.path("reason").asText(record.path("operation").asText(""));
    final String name = record.path("type").asText() + (outcome.isEmpty() ? "" : " " + outcome);
    counts.merge(name, 1L, Long::sum);
    bytes.merge(name, (long) length, Long::sum);
    firstNs = total == 0 ? timeNs : firstNs;
    lastNs = timeNs;
    total++;
    totalBytes += length;
  }

  ObjectNode json() {
    final ObjectNode node = Json.object();
    node.put("records", total);
    node.put("batches", batches);
    node.put("bytes", totalBytes);
    if (total > 0) {
      node.put("first_time", RecordReader.time(firstNs).toString());
      node.put("last_time", RecordReader.time(lastNs).toString());
    }
    final ObjectNode types = node.putObject("types");
    counts.forEach(
        (name, count) -> types.putObject(name).put("records", count).put("bytes", bytes.get(name)));
    return node;
  }

  String render() {
    final Table table = new Table("TYPE", ">RECORDS", ">BYTES");
    counts.forEach((name, count) -> table.row(name, count, bytes.get(name)));
    final Instant first = RecordReader.time(firstNs);
    final Instant last = RecordReader.time(lastNs);
    return table.render()
        + String.format(
            Locale.ROOT,
            "%d records in %d batches (%.1f a batch), %d bytes%n",
            total,
            batches,
            batches == 0 ? 0 : (double) total / batches,
            totalBytes)
        + (total == 0
            ? ""
            : "from "
                + first
                + " to "
                + last
                + ", "
                + Duration.between(first, last).toSeconds()
                + " s\n");
  }
}
