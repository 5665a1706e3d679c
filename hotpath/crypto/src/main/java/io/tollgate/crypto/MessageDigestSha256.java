package io.tollgate.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * SHA-256 by the public API and HMAC as RFC 2104 spells it out, for a JVM whose internals are
 * closed.
 */
final class MessageDigestSha256 implements Sha256Core {
  private static final int CHUNK_LENGTH = 512;

  private final MessageDigest digest = sha256();
  private final byte[] chunk = new byte[CHUNK_LENGTH];
  private final byte[] inner = new byte[DIGEST_LENGTH];
  private final byte[] expectedTag = new byte[DIGEST_LENGTH];
  private final UnsafeBuffer expected = new UnsafeBuffer(expectedTag);

  @Override
  public void digest(
      final DirectBuffer in,
      final int offset,
      final int length,
      final byte[] out,
      final int outOffset) {
    digest.reset();
    absorb(in, offset, length);
    finish(out, outOffset);
  }

  @Override
  public void hmac(
      final HmacSha256Key key,
      final DirectBuffer in,
      final int offset,
      final int length,
      final byte[] out,
      final int outOffset) {
    digest.reset();
    digest.update(key.innerPad());
    absorb(in, offset, length);
    finish(inner, 0);
    digest.update(key.outerPad());
    digest.update(inner);
    finish(out, outOffset);
  }

  @Override
  public boolean isHmac(
      final HmacSha256Key key,
      final DirectBuffer in,
      final int offset,
      final int length,
      final DirectBuffer tag,
      final int tagOffset) {
    hmac(key, in, offset, length, expectedTag, 0);
    return ConstantTime.equal(expected, 0, tag, tagOffset, DIGEST_LENGTH);
  }

  /** Nothing can be done ahead: the public API neither takes nor gives a state. */
  @Override
  public void precompute(final byte[] pad, final int[] midstate) {}

  @Override
  public void wipe() {
    digest.reset();
    Arrays.fill(chunk, (byte) 0);
  }

  private void absorb(final DirectBuffer in, final int offset, final int length) {
    int done = 0;
    while (done < length) {
      final int size = Math.min(CHUNK_LENGTH, length - done);
      in.getBytes(offset + done, chunk, 0, size);
      digest.update(chunk, 0, size);
      done += size;
    }
  }

  private void finish(final byte[] out, final int outOffset) {
    try {
      digest.digest(out, outOffset, DIGEST_LENGTH);
    } catch (final DigestException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
