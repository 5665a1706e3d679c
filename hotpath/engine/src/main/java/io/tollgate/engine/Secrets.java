package io.tollgate.engine;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.secrets.SealedSecret;
import io.tollgate.secrets.SecretStore;
import java.security.SecureRandom;
import java.util.Arrays;

/** The secrets that an engine is born with, sealed in files of mode 0600. */
final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretStore store;

  Secrets(final SecretStore store) {
    this.store = store;
  }

  /**
   * The key that every key of every tenant is derived from; made if there is none and there may be
   * none.
   *
   * @param isFirstStart whether the journal is empty. Where it is not, a missing key is an error:
   *     with a new one no link that exists could be verified.
   */
  byte[] linkKey(final boolean isFirstStart) {
    return read(DataDirectory.LINK_KEY, isFirstStart, RootKeyDerivation.ROOT_KEY_LENGTH);
  }

  /** The operator agent's key pair; made if there is none and there may be none. */
  Ed25519KeyPair operatorKey(final boolean isFirstStart) {
    final byte[] seed = read(DataDirectory.OPERATOR_KEY, isFirstStart, Ed25519.SEED_LENGTH);
    try {
      return Ed25519KeyPair.fromSeed(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** So many unpredictable bytes. */
  static byte[] random(final int length) {
    final byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private byte[] read(final String name, final boolean isFirstStart, final int length) {
    final SealedSecret secret = store.secret(name);
    if (isFirstStart) {
      return secret.readOrCreate(length);
    }
    if (!secret.exists()) {
      throw new EngineException(
          secret.path()
              + " is missing, but the journal was written with it; put it back from a backup");
    }
    return secret.read(length);
  }
}
