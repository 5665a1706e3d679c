package io.tollgate.crypto;

import java.util.Arrays;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An HMAC-SHA256 key in the form that tags are computed from: the SHA-256 states after the inner
 * and the outer pad (and the pads themselves, for the backend that cannot take a state). Whoever
 * holds this object can forge, so it never shows its material.
 *
 * <p>A holder can be made ahead and keyed later, and again: {@link #init(byte[], int, int)} does
 * not allocate.
 *
 * <p>Thread rules: keying and destroying are for one thread and must not overlap any use. In
 * between, any number of threads may use the key, each with its own {@link HmacSha256}, if the key
 * was safely published to them.
 */
public final class HmacSha256Key {
  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5c;
  private static final byte[] NO_BYTES = {};

  private final Sha256Core core = HmacSha256Backend.preferred().newCore();
  private final byte[] innerPad = new byte[Sha256Core.BLOCK_LENGTH];
  private final byte[] outerPad = new byte[Sha256Core.BLOCK_LENGTH];
  private final int[] innerMidstate = new int[JdkSha256.STATE_INTS];
  private final int[] outerMidstate = new int[JdkSha256.STATE_INTS];
  private final UnsafeBuffer longKey = new UnsafeBuffer(NO_BYTES);
  private boolean usable;

  /** A holder without a key: until {@link #init(byte[], int, int)} every use is refused. */
  public HmacSha256Key() {}

  /**
   * Sets the key. Any length is taken, as RFC 2104 has it: more than 64 bytes are hashed first,
   * fewer are padded with zeros. Keys that are to protect anything have at least 32 random bytes.
   * The caller's bytes are not kept and are the caller's to wipe.
   *
   * @return this.
   * @throws IndexOutOfBoundsException if the range does not lie in {@code key}; the holder is then
   *     unchanged.
   */
  public HmacSha256Key init(final byte[] key, final int offset, final int length) {
    Objects.checkFromIndexSize(offset, length, key.length);
    usable = false;
    Arrays.fill(innerPad, (byte) 0);
    if (length > Sha256Core.BLOCK_LENGTH) {
      longKey.wrap(key);
      core.digest(longKey, offset, length, innerPad, 0);
      longKey.wrap(NO_BYTES);
    } else {
      System.arraycopy(key, offset, innerPad, 0, length);
    }
    for (int i = 0; i < Sha256Core.BLOCK_LENGTH; i++) {
      outerPad[i] = (byte) (innerPad[i] ^ OUTER_PAD);
      innerPad[i] ^= INNER_PAD;
    }
    core.precompute(innerPad, innerMidstate);
    core.precompute(outerPad, outerMidstate);
    core.wipe();
    usable = true;
    return this;
  }

  /**
   * Zeroes all key material. Every use is refused from then on, until the next {@link #init(byte[],
   * int, int)}.
   */
  public void destroy() {
    usable = false;
    Arrays.fill(innerPad, (byte) 0);
    Arrays.fill(outerPad, (byte) 0);
    Arrays.fill(innerMidstate, 0);
    Arrays.fill(outerMidstate, 0);
  }

  /** Whether a key is set. */
  public boolean isUsable() {
    return usable;
  }

  void requireUsable() {
    if (!usable) {
      throw new IllegalStateException("the HMAC key is not set or was destroyed");
    }
  }

  byte[] innerPad() {
    return innerPad;
  }

  byte[] outerPad() {
    return outerPad;
  }

  int[] innerMidstate() {
    return innerMidstate;
  }

  int[] outerMidstate() {
    return outerMidstate;
  }

  /** Says whether a key is set, and nothing of it. */
  @Override
  public String toString() {
    return usable ? "HmacSha256Key[set]" : "HmacSha256Key[not set]";
  }
}
