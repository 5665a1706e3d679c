package io.tollgate.audit.log;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.secrets.SealedSecret;
import io.tollgate.secrets.SecretStore;
import java.util.Arrays;

/**
 * The keys that sign the audit log: one in force and, while keys change, the one that follows. Each
 * is a seed in a sealed file. For one thread.
 */
public final class SigningKeys {
  private final SealedSecret currentFile;
  private final SealedSecret nextFile;
  private Ed25519KeyPair current;
  private Ed25519KeyPair next;

  private SigningKeys(final SecretStore secrets) {
    currentFile = secrets.secret("audit.key");
    nextFile = secrets.secret("audit.next.key");
  }

  /** Reads the keys among a gate's secrets; makes the first where there is none. */
  public static SigningKeys in(final SecretStore secrets) {
    final SigningKeys keys = new SigningKeys(secrets);
    keys.current = pair(keys.currentFile.readOrCreate(Ed25519.SEED_LENGTH));
    keys.next = keys.nextFile.exists() ? pair(keys.nextFile.read(Ed25519.SEED_LENGTH)) : null;
    return keys;
  }

  private static Ed25519KeyPair pair(final byte[] seed) {
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
    currentFile.replace(seed);
    Arrays.fill(seed, (byte) 0);
    nextFile.destroy();
    current.destroy();
    current = next;
    next = null;
  }
}
