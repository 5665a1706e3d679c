package io.tollgate.crypto;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * HKDF-SHA256 (RFC 5869): makes keys for separate purposes out of one root key. Works in buffers
 * made ahead, which are wiped after each call; on the midstate backend nothing is allocated.
 *
 * <p>Thread rules: one instance a thread.
 */
public final class HkdfSha256 {
  /** Bytes of a pseudorandom key, which is what {@link #extract} gives. */
  public static final int PSEUDORANDOM_KEY_LENGTH = Sha256Core.DIGEST_LENGTH;

  /** The most bytes that {@link #expand} gives: 255 blocks. */
  public static final int MAX_OUTPUT_LENGTH = 255 * Sha256Core.DIGEST_LENGTH;

  /** The most bytes of info taken. RFC 5869 has no such bound; the buffer made ahead does. */
  public static final int MAX_INFO_LENGTH = 256;

  private static final int BLOCK_LENGTH = Sha256Core.DIGEST_LENGTH;
  private static final byte[] NO_BYTES = {};

  private final HmacSha256 hmac;
  private final HmacSha256Key key = new HmacSha256Key();
  private final UnsafeBuffer input = new UnsafeBuffer(NO_BYTES);
  // Previous block, info, counter: what each block of output is the tag of.
  private final byte[] blockInput = new byte[BLOCK_LENGTH + MAX_INFO_LENGTH + 1];
  private final UnsafeBuffer blockBuffer = new UnsafeBuffer(blockInput);
  private final byte[] block = new byte[BLOCK_LENGTH];
  private final byte[] pseudorandomKey = new byte[PSEUDORANDOM_KEY_LENGTH];
  private final byte[] derived = new byte[BLOCK_LENGTH];

  private HkdfSha256(final HmacSha256 hmac) {
    this.hmac = hmac;
  }

  /**
   * On the fastest backend this JVM has; the first to fall back to the slower one logs a warning.
   */
  public static HkdfSha256 create() {
    return create(HmacSha256Backend.preferred());
  }

  /**
   * On the given backend.
   *
   * @throws IllegalStateException if this JVM does not let it be used.
   */
  public static HkdfSha256 create(final HmacSha256Backend backend) {
    return new HkdfSha256(HmacSha256.create(backend));
  }

  /**
   * RFC 5869 section 2.2.
   *
   * @param salt public, of any length; empty is the same as 32 zeros.
   * @param inputKey secret, of any length.
   * @param pseudorandomKey takes the result in its first 32 bytes.
   * @throws IndexOutOfBoundsException if the result does not fit.
   */
  public void extract(final byte[] salt, final byte[] inputKey, final byte[] pseudorandomKey) {
    input.wrap(inputKey);
    try {
      hmac.tag(key.init(salt, 0, salt.length), input, 0, inputKey.length, pseudorandomKey, 0);
    } finally {
      input.wrap(NO_BYTES);
      key.destroy();
    }
  }

  /**
   * RFC 5869 section 2.3.
   *
   * @param pseudorandomKey secret, at least 32 bytes, all of which are used.
   * @param info names the purpose; public, at most {@value #MAX_INFO_LENGTH} bytes.
   * @param output is filled: at most {@link #MAX_OUTPUT_LENGTH} bytes.
   * @throws IllegalArgumentException if a length is out of its range.
   */
  public void expand(final byte[] pseudorandomKey, final byte[] info, final byte[] output) {
    if (pseudorandomKey.length < PSEUDORANDOM_KEY_LENGTH) {
      throw new IllegalArgumentException("a pseudorandom key has at least 32 bytes");
    }
    if (info.length > MAX_INFO_LENGTH) {
      throw new IllegalArgumentException(
          "info may have " + MAX_INFO_LENGTH + " bytes, not " + info.length);
    }
    if (output.length > MAX_OUTPUT_LENGTH) {
      throw new IllegalArgumentException(
          "output may have " + MAX_OUTPUT_LENGTH + " bytes, not " + output.length);
    }
    try {
      key.init(pseudorandomKey, 0, pseudorandomKey.length);
      expandBlocks(info, output);
    } finally {
      key.destroy();
      Arrays.fill(block, (byte) 0);
      Arrays.fill(blockInput, (byte) 0);
    }
  }

  /**
   * Extract, then expand.
   *
   * @param salt public, of any length.
   * @param inputKey secret, of any length.
   * @param info names the purpose; public, at most {@value #MAX_INFO_LENGTH} bytes.
   * @param output is filled: at most {@link #MAX_OUTPUT_LENGTH} bytes.
   * @throws IllegalArgumentException if a length is out of its range.
   */
  public void derive(
      final byte[] salt, final byte[] inputKey, final byte[] info, final byte[] output) {
    try {
      extract(salt, inputKey, pseudorandomKey);
      expand(pseudorandomKey, info, output);
    } finally {
      Arrays.fill(pseudorandomKey, (byte) 0);
    }
  }

  /**
   * Derives 32 bytes and sets them as an HMAC key, without showing them to the caller. If this
   * throws, the key is as it was.
   *
   * @throws IllegalArgumentException if info is too long.
   */
  public void deriveKey(
      final byte[] salt, final byte[] inputKey, final byte[] info, final HmacSha256Key target) {
    try {
      derive(salt, inputKey, info, derived);
      target.init(derived, 0, derived.length);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  private void expandBlocks(final byte[] info, final byte[] output) {
    System.arraycopy(info, 0, blockInput, BLOCK_LENGTH, info.length);
    final int counterOffset = BLOCK_LENGTH + info.length;
    int done = 0;
    for (int counter = 1; done < output.length; counter++) {
      blockInput[counterOffset] = (byte) counter;
      // The first block has none before it.
      final int from = counter == 1 ? BLOCK_LENGTH : 0;
      hmac.tag(key, blockBuffer, from, counterOffset + 1 - from, block, 0);
      final int size = Math.min(BLOCK_LENGTH, output.length - done);
      System.arraycopy(block, 0, output, done, size);
      System.arraycopy(block, 0, blockInput, 0, BLOCK_LENGTH);
      done += size;
    }
  }
}
