package io.tollgate.crypto;

import java.util.Objects;
import org.agrona.DirectBuffer;

/**
 * HMAC-SHA256 (RFC 2104, FIPS 198-1). With the {@link HmacSha256Backend#MIDSTATE} backend nothing
 * is allocated and a message of n bytes costs ⌊(n + 8) / 64⌋ + 2 SHA-256 blocks: three for a
 * delegation link's 119 bytes.
 *
 * <p>Thread rules: one instance a thread. The message is read once and not copied as a whole: if
 * other processes can write to its buffer (an Aeron term, say), copy it first and use only the
 * copy, or what was verified may not be what is used.
 */
public final class HmacSha256 {
  /** Bytes of a tag. Tags are never truncated. */
  public static final int TAG_LENGTH = Sha256Core.DIGEST_LENGTH;

  private final HmacSha256Backend backend;
  private final Sha256Core core;

  private HmacSha256(final HmacSha256Backend backend) {
    this.backend = backend;
    core = backend.newCore();
  }

  /**
   * On the fastest backend this JVM has; the first to fall back to the slower one logs a warning.
   */
  public static HmacSha256 create() {
    return create(HmacSha256Backend.preferred());
  }

  /**
   * On the given backend.
   *
   * @throws IllegalStateException if this JVM does not let it be used.
   */
  public static HmacSha256 create(final HmacSha256Backend backend) {
    return new HmacSha256(backend);
  }

  /** What computes the tags. */
  public HmacSha256Backend backend() {
    return backend;
  }

  /**
   * Writes the tag of a message of any length (also 0) to {@code tag[tagOffset .. tagOffset + 31]}.
   *
   * @throws IllegalStateException if the key is not set.
   * @throws IndexOutOfBoundsException if a range does not lie in its buffer; nothing is written
   *     then.
   */
  public void tag(
      final HmacSha256Key key,
      final DirectBuffer message,
      final int offset,
      final int length,
      final byte[] tag,
      final int tagOffset) {
    key.requireUsable();
    message.boundsCheck(offset, length);
    Objects.checkFromIndexSize(tagOffset, TAG_LENGTH, tag.length);
    core.hmac(key, message, offset, length, tag, tagOffset);
  }

  /**
   * Whether {@code tag[tagOffset .. tagOffset + 31]} is the tag of the message. How long the
   * comparison takes does not depend on where a wrong tag differs.
   *
   * @throws IllegalStateException if the key is not set.
   * @throws IndexOutOfBoundsException if a range does not lie in its buffer.
   */
  public boolean verify(
      final HmacSha256Key key,
      final DirectBuffer message,
      final int offset,
      final int length,
      final DirectBuffer tag,
      final int tagOffset) {
    key.requireUsable();
    message.boundsCheck(offset, length);
    tag.boundsCheck(tagOffset, TAG_LENGTH);
    return core.isHmac(key, message, offset, length, tag, tagOffset);
  }
}
