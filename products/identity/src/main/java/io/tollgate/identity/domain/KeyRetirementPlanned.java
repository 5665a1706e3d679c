package io.tollgate.identity.domain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * A key was followed by a newer one, and will be retired.
 *
 * @param keyId of the key.
 * @param at when, in whole seconds.
 */
public record KeyRetirementPlanned(int keyId, Instant at) implements IdentityEvent {
  static final int TYPE = 10;

  static KeyRetirementPlanned read(final ByteBuffer in) {
    return new KeyRetirementPlanned(
        in.getInt(), Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt())));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return ByteBuffer.allocate(1 + 2 * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) VERSION)
        .putInt(keyId)
        .putInt((int) at.getEpochSecond())
        .array();
  }
}
