package io.tollgate.secrets;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One key in one file of mode 0600, sealed under the gate's root key. Within the seal stands its
 * hex, as it stood in the file before files were sealed. Any thread.
 */
public final class SealedSecret {
  private final RootKey root;
  private final String name;
  private final PrivateFile file;

  SealedSecret(final RootKey root, final String name, final Path path) {
    this.root = root;
    this.name = name;
    this.file = new PrivateFile(path);
  }

  /** Where it is. */
  public Path path() {
    return file.path();
  }

  /** Whether there is a file. */
  public boolean exists() {
    return file.exists();
  }

  /**
   * The key; the caller's to wipe.
   *
   * @param length that it must have.
   * @throws SecretException where the file is missing, open to others, damaged or another file's.
   */
  public byte[] read(final int length) {
    final String text = file.read();
    if (!Envelope.isOne(text)) {
      throw new SecretException(
          file.path() + " is not sealed, but the secrets of this gate are; put the right one back");
    }
    final Envelope envelope = Envelope.parse(file.path().toString(), text);
    if (!envelope.keyId().equals(root.id())) {
      throw new SecretException(
          file.path() + " is sealed under root key " + envelope.keyId() + ", not " + root.id());
    }
    final byte[] hex = envelope.open(root, name);
    final byte[] key = ofHex(hex);
    Arrays.fill(hex, (byte) 0);
    if (key.length != length) {
      Arrays.fill(key, (byte) 0);
      throw new SecretException(file.path() + " holds " + key.length + " bytes, not " + length);
    }
    return key;
  }

  /** The key; where there is no file, one is made with so many unpredictable bytes. */
  public byte[] readOrCreate(final int length) {
    if (!file.exists()) {
      final byte[] key = new byte[length];
      new SecureRandom().nextBytes(key);
      file.create(seal(key));
      Arrays.fill(key, (byte) 0);
    }
    return read(length);
  }

  /** Puts another key in its place, in one step; it is the caller's to wipe. */
  public void replace(final byte[] key) {
    file.replace(seal(key));
  }

  /** Overwrites the file and deletes it; does nothing where there is none. */
  public void destroy() {
    file.destroy();
  }

  private String seal(final byte[] key) {
    final byte[] hex = HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII);
    try {
      return Envelope.seal(root, name, hex);
    } finally {
      Arrays.fill(hex, (byte) 0);
    }
  }

  private byte[] ofHex(final byte[] hex) {
    try {
      return HexFormat.of().parseHex(new String(hex, StandardCharsets.ISO_8859_1));
    } catch (final IllegalArgumentException repeatsIt) {
      throw new SecretException(file.path() + " is not hex");
    }
  }

  /** Shows the name only. */
  @Override
  public String toString() {
    return "SealedSecret[" + name + "]";
  }
}
