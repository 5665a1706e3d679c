package io.tollgate.engine.domain.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The scope of a delegation: a text that links and requests carry as a hash. */
public final class Scope {
  /** No scope: at a link every scope, in a request none. */
  public static final long NONE = 0;

  private Scope() {}

  /**
   * The hash that links and requests carry.
   *
   * @param scope any text; empty is {@link #NONE}.
   * @return the first 8 bytes, little-endian, of the SHA-256 of its UTF-8.
   */
  public static long hash(final String scope) {
    if (scope.isEmpty()) {
      return NONE;
    }
    try {
      final byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(scope.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
    } catch (final NoSuchAlgorithmException ex) {
      throw new IllegalStateException("every Java platform has SHA-256", ex);
    }
  }
}
