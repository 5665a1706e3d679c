package io.tollgate.engine;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** The secrets that a gate is born with, in files of mode 0600. */
final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DataDirectory data;

  Secrets(final DataDirectory data) {
    this.data = data;
  }

  /**
   * The root key; made if there is none and there may be none.
   *
   * @param isFirstStart whether the journal is empty. Where it is not, a missing root key is an
   *     error: with a new one no link that exists could be verified.
   */
  byte[] rootKey(final boolean isFirstStart) {
    requireOrMake(data.rootKey(), isFirstStart, RootKeyDerivation.ROOT_KEY_LENGTH);
    return readHex(data.rootKey(), RootKeyDerivation.ROOT_KEY_LENGTH);
  }

  /** The operator agent's key pair; made if there is none and there may be none. */
  Ed25519KeyPair operatorKey(final boolean isFirstStart) {
    requireOrMake(data.operatorKey(), isFirstStart, Ed25519.SEED_LENGTH);
    final byte[] seed = readHex(data.operatorKey(), Ed25519.SEED_LENGTH);
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

  private static void requireOrMake(final Path file, final boolean isFirstStart, final int length) {
    if (Files.exists(file)) {
      return;
    }
    if (!isFirstStart) {
      throw new EngineException(
          file + " is missing, but the journal was written with it; put it back from a backup");
    }
    final byte[] secret = random(length);
    DataDirectory.writePrivate(file, HexFormat.of().formatHex(secret) + "\n");
    Arrays.fill(secret, (byte) 0);
  }

  private static byte[] readHex(final Path file, final int length) {
    final byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(DataDirectory.read(file));
    } catch (final IllegalArgumentException e) {
      // Neither the text nor the cause, which repeats it, may show.
      throw new EngineException(file + " is not hex");
    }
    if (bytes.length != length) {
      throw new EngineException(file + " holds " + bytes.length + " bytes, not " + length);
    }
    return bytes;
  }
}
