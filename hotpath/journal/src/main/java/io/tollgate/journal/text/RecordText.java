package io.tollgate.journal.text;

import io.tollgate.sbe.journal.MessageHeaderDecoder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;

/**
 * Renders any record of the schema as one JSON object in one line. Names are in snake case; ids,
 * hashes and bytes are hex, times RFC 3339 in UTC, enumerations by name, an agent that is none is
 * null, and amounts of money are whole nano-units. A value that an enumeration does not have is its
 * number. For one thread.
 */
public final class RecordText {
  private final RecordSchema schema;
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final UnsafeBuffer message = new UnsafeBuffer(0, 0);

  /** Renders by a schema. */
  public RecordText(final RecordSchema schema) {
    this.schema = schema;
  }

  /**
   * Appends a record, without a line's end. What does not fit the schema is given as {@code raw}
   * hex.
   *
   * @param position of the record
   * @param timeNs the engine's time of it, epoch nanoseconds UTC
   * @param buffer holds the message
   * @param offset of its SBE header
   * @param length of the message with its header, bytes
   */
  public void append(
      final StringBuilder out,
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    // A view of exactly this message, so that no count in it can lead beyond its end.
    message.wrap(buffer, offset, length);
    header.wrap(message, 0);
    final int start = out.length();
    try {
      appendFields(out, position, timeNs);
    } catch (final IndexOutOfBoundsException e) {
      out.setLength(start);
      appendRaw(out, position, timeNs);
    }
  }

  private void appendFields(final StringBuilder out, final long position, final long timeNs) {
    final List<Token> tokens = schema.tokens(header.templateId());
    if (tokens == null) {
      appendRaw(out, position, timeNs);
      return;
    }
    final JsonText json = begin(out, position, timeNs);
    OtfMessageDecoder.decode(
        message,
        MessageHeaderDecoder.ENCODED_LENGTH,
        header.version(),
        header.blockLength(),
        tokens,
        new RecordListener(schema, json));
    json.endObject();
  }

  private void appendRaw(final StringBuilder out, final long position, final long timeNs) {
    final JsonText json = begin(out, position, timeNs);
    json.hex("raw", message, 0, message.capacity());
    json.endObject();
  }

  private JsonText begin(final StringBuilder out, final long position, final long timeNs) {
    final JsonText json = new JsonText(out);
    json.beginObject();
    json.number("position", position);
    json.time("time", timeNs);
    final String name = schema.recordName(header.templateId());
    json.text("type", name == null ? "Template" + header.templateId() : name);
    return json;
  }
}
