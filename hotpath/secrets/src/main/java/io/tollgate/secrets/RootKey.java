package io.tollgate.secrets;

import io.tollgate.crypto.HkdfSha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals all others of a gate. What seals is derived from it with HKDF-SHA256 ({@code
 * "tollgate/v1/at-rest"}), and so is its public id ({@code "tollgate/v1/root-key-id"}, 8 bytes).
 * Immutable; never shows itself.
 */
public final class RootKey {
  /** Bytes of a root key. */
  public static final int LENGTH = 32;

  static final int ID_LENGTH = 8;

  private static final byte[] NO_SALT = {};
  private static final byte[] AT_REST = "tollgate/v1/at-rest".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEY_ID =
      "tollgate/v1/root-key-id".getBytes(StandardCharsets.US_ASCII);

  private final byte[] id = new byte[ID_LENGTH];
  private final SecretKey sealing;

  /**
   * A root key.
   *
   * @param bytes 32 of them; used, not kept: they are the caller's to wipe.
   */
  public RootKey(final byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new SecretException("a root key has 32 bytes, not " + bytes.length);
    }
    final HkdfSha256 hkdf = HkdfSha256.create();
    final byte[] derived = new byte[LENGTH];
    hkdf.derive(NO_SALT, bytes, KEY_ID, id);
    hkdf.derive(NO_SALT, bytes, AT_REST, derived);
    sealing = new SecretKeySpec(derived, "AES");
    Arrays.fill(derived, (byte) 0);
  }

  /** Unpredictable bytes for a new one; the caller's to wipe. */
  static byte[] random() {
    final byte[] bytes = new byte[LENGTH];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** What files that it sealed name; 16 hex digits, public. */
  public String id() {
    return HexFormat.of().formatHex(id);
  }

  byte[] idBytes() {
    return id.clone();
  }

  SecretKey sealing() {
    return sealing;
  }

  @Override
  public String toString() {
    return "RootKey[" + id() + "]";
  }
}
