package io.tollgate.audit.proof;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 as RFC 6962 section 2.1 uses it: leaves and inner nodes have prefixes of their own, so
 * that neither can be taken for the other. Allocates nothing; for one thread.
 */
public final class TreeHasher {
  /** Bytes of a hash. */
  public static final int HASH_LENGTH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256 = newSha256();
  private final byte[] children = new byte[1 + 2 * HASH_LENGTH];

  /** A hasher. */
  public TreeHasher() {
    children[0] = NODE;
  }

  /** Writes SHA-256(0x00 || leaf). */
  public void leaf(
      final byte[] leaf, final int offset, final int length, final byte[] out, final int at) {
    sha256.update(LEAF);
    sha256.update(leaf, offset, length);
    finish(out, at);
  }

  /** Writes SHA-256(0x01 || left || right); {@code out} may be one of both. */
  public void node(
      final byte[] left,
      final int leftAt,
      final byte[] right,
      final int rightAt,
      final byte[] out,
      final int at) {
    System.arraycopy(left, leftAt, children, 1, HASH_LENGTH);
    System.arraycopy(right, rightAt, children, 1 + HASH_LENGTH, HASH_LENGTH);
    sha256.update(children, 0, children.length);
    finish(out, at);
  }

  /** Plain SHA-256, which is also the root of a tree without leaves where there are no bytes. */
  public byte[] plain(final byte[] bytes) {
    return sha256.digest(bytes);
  }

  private void finish(final byte[] out, final int at) {
    try {
      sha256.digest(out, at, HASH_LENGTH);
    } catch (final DigestException e) {
      throw new IndexOutOfBoundsException(e.getMessage());
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
