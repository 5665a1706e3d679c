package io.tollgate.audit.proof;

import io.tollgate.crypto.Ed25519;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A public key with the name it signs notes under, as C2SP signed-note has them: {@code
 * name+hash+key} in text. Ed25519 only.
 */
public final class VerifierKey {
  private static final byte ED25519 = 1;
  private static final int MAX_NAME_LENGTH = 200;

  private final String name;
  private final byte[] publicKey;
  private final int keyId;

  /**
   * The key of a name.
   *
   * @throws IllegalArgumentException where the name is empty or has a space or a plus in it, or
   *     there are not 32 bytes.
   */
  public VerifierKey(final String name, final byte[] publicKey) {
    if (!isName(name) || publicKey.length != Ed25519.PUBLIC_KEY_LENGTH) {
      throw new IllegalArgumentException("not a verifier key");
    }
    this.name = name;
    this.publicKey = publicKey.clone();
    keyId = keyId(name, publicKey);
  }

  static boolean isName(final String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_LENGTH
        && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '+');
  }

  private static int keyId(final String name, final byte[] publicKey) {
    final byte[] head = (name + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    final byte[] hashed = Arrays.copyOf(head, head.length + 1 + publicKey.length);
    hashed[head.length] = ED25519;
    System.arraycopy(publicKey, 0, hashed, head.length + 1, publicKey.length);
    final byte[] hash = new TreeHasher().plain(hashed);
    return Integer.reverseBytes(LittleEndian.int32(hash, 0));
  }

  /**
   * Reads its text.
   *
   * @throws IllegalArgumentException where it is none, or its hash is not the key's.
   */
  public static VerifierKey parse(final String text) {
    final String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a verifier key is name+hash+key");
    }
    final byte[] typed = Base64.getDecoder().decode(parts[2]);
    if (typed.length != 1 + Ed25519.PUBLIC_KEY_LENGTH || typed[0] != ED25519) {
      throw new IllegalArgumentException("a verifier key must be Ed25519");
    }
    final VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!HexFormat.of().toHexDigits(key.keyId).equals(parts[1])) {
      throw new IllegalArgumentException("the hash of a verifier key is not its key's");
    }
    return key;
  }

  /** Name that it signs under. */
  public String name() {
    return name;
  }

  /** The first four bytes of the hash of name and key. */
  public int keyId() {
    return keyId;
  }

  /** The 32 bytes, a copy. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  boolean isKey(final byte[] other) {
    return Arrays.equals(publicKey, other);
  }

  boolean verifies(final byte[] message, final byte[] signature) {
    return Ed25519.verify(publicKey, message, signature);
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof VerifierKey key
        && name.equals(key.name)
        && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, keyId);
  }

  /** Its text, which {@link #parse} reads. */
  @Override
  public String toString() {
    final byte[] typed = new byte[1 + publicKey.length];
    typed[0] = ED25519;
    System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
    return name
        + "+"
        + HexFormat.of().toHexDigits(keyId)
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }
}
