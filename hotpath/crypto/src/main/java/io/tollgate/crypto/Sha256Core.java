package io.tollgate.crypto;

import org.agrona.DirectBuffer;

/**
 * SHA-256 and HMAC over it, one way for each backend. Callers have checked all bounds. Not thread
 * safe.
 */
sealed interface Sha256Core permits MidstateSha256, MessageDigestSha256 {
  int BLOCK_LENGTH = 64;
  int DIGEST_LENGTH = 32;

  /** Writes 32 bytes of SHA-256 to {@code out}. */
  void digest(DirectBuffer in, int offset, int length, byte[] out, int outOffset);

  /** Writes 32 bytes of HMAC-SHA256 to {@code out}. */
  void hmac(HmacSha256Key key, DirectBuffer in, int offset, int length, byte[] out, int outOffset);

  /**
   * Whether the 32 bytes at {@code tagOffset} are the HMAC-SHA256; takes as long wherever they
   * differ.
   */
  boolean isHmac(
      HmacSha256Key key, DirectBuffer in, int offset, int length, DirectBuffer tag, int tagOffset);

  /**
   * Does ahead what a tag costs for the key alone: {@code midstate} becomes the state after the
   * 64-byte pad.
   */
  void precompute(byte[] pad, int[] midstate);

  /** Forgets what was computed last. */
  void wipe();
}
