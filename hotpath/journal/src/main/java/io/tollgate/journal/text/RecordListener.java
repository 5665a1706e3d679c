package io.tollgate.journal.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;
import uk.co.real_logic.sbe.otf.Types;

/** Turns what SBE's decoder reads of one record into JSON. */
final class RecordListener extends AbstractTokenListener {
  private static final long NO_AGENT = 4_294_967_294L;
  private static final String HIGH = "High";
  private static final String LOW = "Low";

  private final RecordSchema schema;
  private final JsonText json;
  private long highPart;

  RecordListener(final RecordSchema schema, final JsonText json) {
    this.schema = schema;
    this.json = json;
  }

  @Override
  public void onEncoding(
      final Token field,
      final DirectBuffer buffer,
      final int offset,
      final Token type,
      final int actingVersion) {
    if (type.arrayLength() > 1) {
      json.hex(field.name(), buffer, offset, type.arrayLength());
      return;
    }
    final long value = Types.getLong(buffer, offset, type.encoding());
    switch (type.name()) {
      case "TimeNs" -> json.time(field.name(), value);
      case "EventIdPart" -> eventIdPart(field.name(), value);
      case "AgentIndex" -> agentIndex(field.name(), value);
      case "LinkId", "ScopeHash" -> json.hex(field.name(), value);
      case "Code8" -> code(field, value);
      default -> plain(field, value);
    }
  }

  private void eventIdPart(final String name, final long value) {
    if (name.endsWith(HIGH)) {
      highPart = value;
    } else if (name.endsWith(LOW)) {
      json.hex(name.substring(0, name.length() - LOW.length()), highPart, value);
    } else {
      json.hex(name, value);
    }
  }

  private void agentIndex(final String name, final long value) {
    if (value == NO_AGENT) {
      json.nothing(name);
    } else {
      json.number(name, value);
    }
  }

  private void code(final Token field, final long value) {
    final String description = field.description() == null ? "" : field.description();
    final String name = schema.enumValueName(firstWord(description), value);
    if (name == null) {
      json.number(field.name(), value);
    } else {
      json.text(field.name(), name);
    }
  }

  private static String firstWord(final String description) {
    int end = 0;
    while (end < description.length() && Character.isLetterOrDigit(description.charAt(end))) {
      end++;
    }
    return description.substring(0, end);
  }

  private void plain(final Token field, final long value) {
    final String name = field.name();
    final String command = "command".equals(name) ? schema.gateMessageName((int) value) : null;
    if (command != null) {
      json.text(name, command);
    } else if ("linkId".equals(name) || name.endsWith("Hash")) {
      json.hex(name, value);
    } else {
      json.number(name, value);
    }
  }

  @Override
  public void onEnum(
      final Token field,
      final DirectBuffer buffer,
      final int offset,
      final List<Token> tokens,
      final int from,
      final int to,
      final int actingVersion) {
    final Encoding encoding = tokens.get(from + 1).encoding();
    final long value = Types.getLong(buffer, offset, encoding);
    final String name = schema.enumValueName(tokens.get(from).name(), value);
    if (name == null) {
      json.number(field.name(), value);
    } else {
      json.text(field.name(), name);
    }
  }

  @Override
  public void onGroupHeader(final Token group, final int count) {
    json.beginArray(group.name());
    if (count == 0) {
      json.endArray();
    }
  }

  @Override
  public void onBeginGroup(final Token group, final int index, final int count) {
    json.beginObject();
  }

  @Override
  public void onEndGroup(final Token group, final int index, final int count) {
    json.endObject();
    if (index == count - 1) {
      json.endArray();
    }
  }

  @Override
  public void onVarData(
      final Token field,
      final DirectBuffer buffer,
      final int offset,
      final int length,
      final Token type) {
    if (type.encoding().primitiveType() == PrimitiveType.UINT8
        && type.encoding().characterEncoding() != null) {
      final byte[] bytes = new byte[length];
      buffer.getBytes(offset, bytes);
      json.text(field.name(), new String(bytes, StandardCharsets.UTF_8));
    } else {
      json.hex(field.name(), buffer, offset, length);
    }
  }
}
