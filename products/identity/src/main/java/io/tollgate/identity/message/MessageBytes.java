package io.tollgate.identity.message;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.tollgate.support.error.InvalidRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** Messages as bytes, and back. */
public final class MessageBytes {
  /** The longest message that is read: a record with as many keys as there may be is half of it. */
  public static final int MAX_LENGTH = 512 * 1024;

  private static final String FIELD = "message";

  private MessageBytes() {}

  /** The bytes of a message; the same message always has the same. */
  public static byte[] of(final Message message) {
    final byte[] bytes = new byte[message.getSerializedSize()];
    final CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (final IOException e) {
      throw new UncheckedIOException("an array of the right length takes every message", e);
    }
    out.checkNoSpaceLeft();
    return bytes;
  }

  /**
   * Reads a message.
   *
   * @throws InvalidRequestException where it is none, is too long, or has more bytes than it needs:
   *     fields twice, numbers padded, another message behind it.
   */
  static <M extends Message> M parse(final Parser<M> parser, final byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
      throw new InvalidRequestException(
          FIELD, "has 1 to " + MAX_LENGTH + " bytes, not " + bytes.length);
    }
    final M message;
    try {
      message = parser.parseFrom(bytes);
    } catch (final InvalidProtocolBufferException e) {
      throw new InvalidRequestException(FIELD, "cannot be read: it is damaged, or something else");
    }
    if (message.getSerializedSize() != bytes.length) {
      throw new InvalidRequestException(
          FIELD, "is padded: what it says takes " + message.getSerializedSize() + " bytes");
    }
    return message;
  }

  /** Whether it holds nothing that a newer version wrote and this one does not know. */
  static boolean isUnderstood(final Message message) {
    return message.getUnknownFields().asMap().isEmpty()
        && message.getAllFields().values().stream().allMatch(MessageBytes::isValueUnderstood);
  }

  private static boolean isValueUnderstood(final Object value) {
    final Collection<?> values = value instanceof List<?> list ? list : List.of(value);
    return values.stream()
        .allMatch(
            one ->
                one instanceof Message message
                    ? isUnderstood(message)
                    : !(one instanceof EnumValueDescriptor choice) || choice.getIndex() >= 0);
  }
}
