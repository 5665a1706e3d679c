package io.tollgate.audit.log;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.support.secret.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The keys that sign the audit log: one in force and, while keys change, the one that follows. Each
 * is a seed in a file of mode 0600. For one thread.
 */
public final class SigningKeys {
  private final SecretFile currentFile;
  private final SecretFile nextFile;
  private Ed25519KeyPair current;
  private Ed25519KeyPair next;

  private SigningKeys(final Path secrets) {
    currentFile = new SecretFile(secrets.resolve("audit.key"));
    nextFile = new SecretFile(secrets.resolve("audit.next.key"));
  }

  /** Reads the keys in a directory of secrets; makes the first where there is none. */
  public static SigningKeys in(final Path secrets) {
    final SigningKeys keys = new SigningKeys(secrets);
    keys.current = pair(keys.currentFile.readOrCreate(Ed25519.SEED_LENGTH));
    keys.next = Files.exists(keys.nextFile.path()) ? pair(keys.nextFile.read()) : null;
    return keys;
  }

  private static Ed25519KeyPair pair(final String hex) {
    final byte[] seed = HexFormat.of().parseHex(hex);
    try {
      return Ed25519KeyPair.fromSeed(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  Ed25519KeyPair current() {
    return current;
  }

  /** The pair of a public key; null where it is not here. */
  Ed25519KeyPair of(final byte[] publicKey) {
    if (Arrays.equals(current.publicKey(), publicKey)) {
      return current;
    }
    return next != null && Arrays.equals(next.publicKey(), publicKey) ? next : null;
  }

  /** Whether a change of keys began and did not end. */
  boolean isChanging() {
    return next != null;
  }

  /** The key that follows; made and kept where there is none yet. */
  Ed25519KeyPair beginChange() {
    if (next == null) {
      next = pair(nextFile.readOrCreate(Ed25519.SEED_LENGTH));
    }
    return next;
  }

  /** Ends a change: every log has begun the new key's epoch. */
  void endChange() {
    final byte[] seed = next.seed();
    currentFile.replace(HexFormat.of().formatHex(seed));
    Arrays.fill(seed, (byte) 0);
    try {
      Files.deleteIfExists(nextFile.path());
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    current.destroy();
    current = next;
    next = null;
  }
}
