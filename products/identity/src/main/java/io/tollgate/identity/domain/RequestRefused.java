package io.tollgate.identity.domain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Identity refused what was asked for, and changed nothing.
 *
 * @param refusal why.
 * @param subject what it was about, beside the agent: an operation and, where there is one, an id;
 *     no secret, and nothing of what was sent.
 */
public record RequestRefused(Refusal refusal, String subject) implements IdentityEvent {
  static final int TYPE = 4;

  static RequestRefused read(final ByteBuffer in) {
    final Refusal refusal = Refusal.ofCode(Byte.toUnsignedInt(in.get()));
    final String subject = EventBytes.text(in);
    if (refusal == null) {
      throw new IllegalArgumentException("no such refusal");
    }
    return new RequestRefused(refusal, subject);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    final byte[] utf8 = subject.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + Short.BYTES + utf8.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) VERSION)
        .put((byte) refusal.code())
        .putShort((short) utf8.length)
        .put(utf8)
        .array();
  }
}
