package io.tollgate.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * What a sealed file holds: {@code "tollgate-sealed:"} and, in base64, {@code u8 version (1)}, id
 * of the root key (8), nonce (12), AES-256-GCM ciphertext and tag (16). Associated data: {@code
 * "tollgate/v1/sealed"}, a zero byte, version, id, name of the file in the directory of secrets; so
 * that files cannot stand in for each other.
 */
final class Envelope {
  static final int VERSION = 1;

  private static final String PREFIX = "tollgate-sealed:";
  private static final byte[] PURPOSE = "tollgate/v1/sealed\0".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER_LENGTH = 1 + RootKey.ID_LENGTH;
  private static final int LEAST_LENGTH = HEADER_LENGTH + NONCE_LENGTH + TAG_BITS / Byte.SIZE;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;

  private Envelope(final byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether a file's text claims to be one. */
  static boolean isOne(final String text) {
    return text.startsWith(PREFIX);
  }

  /**
   * Reads one.
   *
   * @param name of the file, for the error.
   */
  static Envelope parse(final String name, final String text) {
    try {
      final byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      if (bytes.length >= LEAST_LENGTH && bytes[0] == VERSION) {
        return new Envelope(bytes);
      }
    } catch (final IllegalArgumentException notBase64) {
      throw new SecretException(name + " is damaged: no sealed secret of version " + VERSION);
    }
    throw new SecretException(name + " is damaged: no sealed secret of version " + VERSION);
  }

  /** Seals the content of the file of a name. */
  static String seal(final RootKey key, final String name, final byte[] content) {
    final byte[] nonce = new byte[NONCE_LENGTH];
    RANDOM.nextBytes(nonce);
    return seal(key, name, nonce, content);
  }

  static String seal(
      final RootKey key, final String name, final byte[] nonce, final byte[] content) {
    final byte[] header =
        ByteBuffer.allocate(HEADER_LENGTH).put((byte) VERSION).put(key.idBytes()).array();
    final byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, header, name, nonce, content);
    final byte[] all =
        ByteBuffer.allocate(header.length + nonce.length + sealed.length)
            .put(header)
            .put(nonce)
            .put(sealed)
            .array();
    return PREFIX + Base64.getEncoder().encodeToString(all);
  }

  /** The id of the root key that sealed it. */
  String keyId() {
    return HexFormat.of().formatHex(bytes, 1, HEADER_LENGTH);
  }

  /**
   * Opens it; the content is the caller's to wipe.
   *
   * @throws SecretException where one bit of it differs, or it is another file's.
   */
  byte[] open(final RootKey key, final String name) {
    final ByteBuffer in = ByteBuffer.wrap(bytes);
    final byte[] header = new byte[HEADER_LENGTH];
    final byte[] nonce = new byte[NONCE_LENGTH];
    in.get(header).get(nonce);
    final byte[] sealed = new byte[in.remaining()];
    in.get(sealed);
    return crypt(Cipher.DECRYPT_MODE, key, header, name, nonce, sealed);
  }

  private static byte[] crypt(
      final int mode,
      final RootKey key,
      final byte[] header,
      final String name,
      final byte[] nonce,
      final byte[] content) {
    try {
      final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key.sealing(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(PURPOSE);
      cipher.updateAAD(header);
      cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(content);
    } catch (final GeneralSecurityException e) {
      throw new SecretException(name + " is damaged, or another file was put in its place", e);
    }
  }
}
