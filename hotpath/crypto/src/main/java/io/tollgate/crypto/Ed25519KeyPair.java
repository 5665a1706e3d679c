package io.tollgate.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import javax.security.auth.Destroyable;

/**
 * A secret seed and the public key worked out from it, kept together so that they always match.
 * Never shows the seed.
 *
 * <p>Thread rules: any number of threads may read and sign; destroying is safe at any time, and
 * whoever comes later is refused.
 */
public final class Ed25519KeyPair implements AutoCloseable, Destroyable {
  private final byte[] seed;
  private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_LENGTH];
  private boolean destroyed;

  private Ed25519KeyPair(final byte[] seed) {
    this.seed = seed;
    org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, publicKey, 0);
  }

  /**
   * The pair of a stored seed. The caller's array is copied and is the caller's to wipe.
   *
   * @throws IllegalArgumentException unless there are exactly 32 bytes.
   */
  public static Ed25519KeyPair fromSeed(final byte[] seed) {
    if (seed.length != Ed25519.SEED_LENGTH) {
      throw new IllegalArgumentException("an Ed25519 seed has 32 bytes, not " + seed.length);
    }
    return adopt(seed.clone());
  }

  /** The pair of a seed that from now on belongs to it. */
  static Ed25519KeyPair adopt(final byte[] seed) {
    return new Ed25519KeyPair(seed);
  }

  /** A copy of the 32-byte public key; also of a destroyed pair. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /**
   * A copy of the 32-byte seed, for whoever stores it. The copy is the caller's to wipe.
   *
   * @throws IllegalStateException if the pair was destroyed.
   */
  public synchronized byte[] seed() {
    if (destroyed) {
      throw new IllegalStateException("the key pair was destroyed");
    }
    return seed.clone();
  }

  void sign(final byte[] message, final byte[] signature) {
    // A copy, so that signing in one thread neither waits for another nor sees a seed half
    // destroyed.
    final byte[] seedCopy = seed();
    try {
      org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
          seedCopy, 0, publicKey, 0, null, message, 0, message.length, signature, 0);
    } finally {
      Arrays.fill(seedCopy, (byte) 0);
    }
  }

  /** Zeroes the seed. */
  @Override
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(seed, (byte) 0);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** The same as {@link #destroy()}. */
  @Override
  public void close() {
    destroy();
  }

  /** Shows the public key only. */
  @Override
  public String toString() {
    return "Ed25519KeyPair[publicKey=" + HexFormat.of().formatHex(publicKey) + "]";
  }
}
