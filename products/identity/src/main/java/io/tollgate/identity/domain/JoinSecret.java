package io.tollgate.identity.domain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the holder of a join token has: {@code tgj1.} and, in base64url, the token's id (16 bytes)
 * and its secret (32). The gate keeps the {@link #hash} alone. Never shows the secret.
 */
public final class JoinSecret {
  /** Bytes of a token's id. */
  public static final int ID_LENGTH = 16;

  /** Bytes of a hash. */
  public static final int HASH_LENGTH = 32;

  private static final String PREFIX = "tgj1.";
  private static final int SECRET_LENGTH = 32;
  private static final int TEXT_LENGTH = PREFIX.length() + (ID_LENGTH + SECRET_LENGTH) / 3 * 4;
  private static final byte[] HASH_PURPOSE =
      "tollgate/v1/join-token".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JOIN_PURPOSE = "tollgate/v1/join".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  private JoinSecret(final byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new one. */
  public static JoinSecret random(final SecureRandom random) {
    final byte[] bytes = new byte[ID_LENGTH + SECRET_LENGTH];
    random.nextBytes(bytes);
    return new JoinSecret(bytes);
  }

  /** The one of a text; empty where the text is none. */
  public static Optional<JoinSecret> ofText(final String text) {
    if (text.length() != TEXT_LENGTH || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new JoinSecret(Base64.getUrlDecoder().decode(text.substring(PREFIX.length()))));
    } catch (final IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** For the holder: a secret. */
  public String text() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The token's id, in hex. */
  public String tokenId() {
    return HexFormat.of().formatHex(bytes, 0, ID_LENGTH);
  }

  /** What the gate keeps: SHA-256 of {@code "tollgate/v1/join-token"}, a zero byte, id, secret. */
  public byte[] hash() {
    try {
      final MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(HASH_PURPOSE);
      digest.update((byte) 0);
      return digest.digest(bytes);
    } catch (final NoSuchAlgorithmException ex) {
      throw new IllegalStateException("every Java has SHA-256", ex);
    }
  }

  /** Whether it is the one whose hash was kept; takes the same time whatever differs. */
  public boolean matches(final byte[] keptHash) {
    return MessageDigest.isEqual(hash(), keptHash);
  }

  /**
   * The bytes that who joins signs with the key: {@code "tollgate/v1/join"}, a zero byte, the
   * token's id (16), the hash (32), the public key (32), the name's length (2, little-endian) and
   * the name in UTF-8.
   */
  public byte[] message(final byte[] publicKey, final String name) {
    final byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(
            JOIN_PURPOSE.length
                + 1
                + ID_LENGTH
                + HASH_LENGTH
                + publicKey.length
                + Short.BYTES
                + utf8.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(JOIN_PURPOSE)
        .put((byte) 0)
        .put(Arrays.copyOf(bytes, ID_LENGTH))
        .put(hash())
        .put(publicKey)
        .putShort((short) utf8.length)
        .put(utf8)
        .array();
  }

  /** Shows the id only. */
  @Override
  public String toString() {
    return "JoinSecret[" + tokenId() + "]";
  }
}
