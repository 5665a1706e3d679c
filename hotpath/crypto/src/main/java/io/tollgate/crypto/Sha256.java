package io.tollgate.crypto;

import java.util.Objects;
import org.agrona.DirectBuffer;

/**
 * SHA-256 (FIPS 180-4) of a message that lies in a buffer, on the same backend as {@link
 * HmacSha256} and like it without allocation. Made for short messages, such as the public key
 * behind an agent id.
 *
 * <p>Thread rules: one instance a thread.
 */
public final class Sha256 {
  /** Bytes of a digest. */
  public static final int DIGEST_LENGTH = Sha256Core.DIGEST_LENGTH;

  private final Sha256Core core;

  private Sha256(final Sha256Core core) {
    this.core = core;
  }

  /**
   * On the fastest backend this JVM has; the first to fall back to the slower one logs a warning.
   */
  public static Sha256 create() {
    return create(HmacSha256Backend.preferred());
  }

  /**
   * On the given backend.
   *
   * @throws IllegalStateException if this JVM does not let it be used.
   */
  public static Sha256 create(final HmacSha256Backend backend) {
    return new Sha256(backend.newCore());
  }

  /**
   * Writes the digest of a message of any length (also 0) to {@code out[outOffset .. outOffset +
   * 31]}.
   *
   * @throws IndexOutOfBoundsException if a range does not lie in its buffer; nothing is written
   *     then.
   */
  public void digest(
      final DirectBuffer in,
      final int offset,
      final int length,
      final byte[] out,
      final int outOffset) {
    in.boundsCheck(offset, length);
    Objects.checkFromIndexSize(outOffset, DIGEST_LENGTH, out.length);
    core.digest(in, offset, length, out, outOffset);
  }
}
