package io.tollgate.ops.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import java.time.Instant;
import org.agrona.DirectBuffer;

/** Turns journal records into JSON, one object a record. Not thread-safe. */
public final class RecordReader {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final DecisionRecords decisions = new DecisionRecords();
  private final CommandRecords commands = new CommandRecords();

  /**
   * Reads one record.
   *
   * @param offset of the message's SBE header
   * @return position, time, type, and the fields of the type; a type that is not known has only the
   *     number of its template
   */
  public ObjectNode read(
      final long position, final long timeNs, final DirectBuffer buffer, final int offset) {
    final ObjectNode node = Json.object();
    node.put("position", position);
    node.put("time", time(timeNs).toString());
    header.wrap(buffer, offset);
    final RecordFields fields = new RecordFields(node);
    if (!decisions.read(header, buffer, offset, fields, node)
        && !commands.read(header, buffer, offset, fields)) {
      fields.text("type", "#" + header.templateId());
    }
    return node;
  }

  static Instant time(final long timeNs) {
    return Instant.ofEpochSecond(
        Math.floorDiv(timeNs, NANOS_PER_SECOND), Math.floorMod(timeNs, NANOS_PER_SECOND));
  }
}
