package io.tollgate.identity.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that the holder of a key signs: {@code "tollgate/v1/enrol"}, a zero byte, the
 * challenge's id (16), its nonce (32) and the public key (32). The words in front keep the
 * signature from meaning anything elsewhere.
 */
public final class EnrolmentMessage {
  /** Bytes of a challenge's id. */
  public static final int CHALLENGE_ID_LENGTH = 16;

  /** Bytes of a nonce. */
  public static final int NONCE_LENGTH = 32;

  private static final byte[] PURPOSE = "tollgate/v1/enrol".getBytes(StandardCharsets.US_ASCII);

  private EnrolmentMessage() {}

  /** The message. */
  public static byte[] of(final byte[] challengeId, final byte[] nonce, final byte[] publicKey) {
    return ByteBuffer.allocate(
            PURPOSE.length + 1 + challengeId.length + nonce.length + publicKey.length)
        .put(PURPOSE)
        .put((byte) 0)
        .put(challengeId)
        .put(nonce)
        .put(publicKey)
        .array();
  }
}
