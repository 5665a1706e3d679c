package io.tollgate.crypto;

import java.security.SecureRandom;

/**
 * Pure Ed25519 (RFC 8032 section 5.1) by Bouncy Castle: one verifier for the whole gate, because
 * others disagree about trailing bytes and about keys of low order. Stateless; any thread.
 * Allocates; not for the engine's thread.
 *
 * <p>Malformed input is never an exception in {@link #verify} and {@link #isValidPublicKey}: it is
 * false. Null is a {@link NullPointerException}.
 */
public final class Ed25519 {
  /** Bytes of a secret seed. */
  public static final int SEED_LENGTH = org.bouncycastle.math.ec.rfc8032.Ed25519.SECRET_KEY_SIZE;

  /** Bytes of a public key. */
  public static final int PUBLIC_KEY_LENGTH =
      org.bouncycastle.math.ec.rfc8032.Ed25519.PUBLIC_KEY_SIZE;

  /** Bytes of a signature, no more and no less. */
  public static final int SIGNATURE_LENGTH =
      org.bouncycastle.math.ec.rfc8032.Ed25519.SIGNATURE_SIZE;

  private Ed25519() {}

  /** A new key pair. */
  public static Ed25519KeyPair generate(final SecureRandom random) {
    final byte[] seed = new byte[SEED_LENGTH];
    org.bouncycastle.math.ec.rfc8032.Ed25519.generatePrivateKey(random, seed);
    return Ed25519KeyPair.adopt(seed);
  }

  /**
   * Signs a message. Takes a pair and not a seed with a public key: signing with a public key that
   * is not the seed's gives the seed away, and working it out anew takes as long as signing.
   *
   * @return 64 bytes.
   * @throws IllegalStateException if the pair was destroyed.
   */
  public static byte[] sign(final Ed25519KeyPair keyPair, final byte[] message) {
    final byte[] signature = new byte[SIGNATURE_LENGTH];
    keyPair.sign(message, signature);
    return signature;
  }

  /**
   * Whether a signature of exactly 64 bytes is the key's over the message. False for malformed
   * keys, keys of low order, and S not below the group's order (so a signature cannot be changed
   * into another).
   */
  public static boolean verify(
      final byte[] publicKey, final byte[] message, final byte[] signature) {
    return publicKey.length == PUBLIC_KEY_LENGTH
        && signature.length == SIGNATURE_LENGTH
        && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
            signature, 0, publicKey, 0, message, 0, message.length);
  }

  /**
   * Whether a public key may be enrolled: 32 bytes, the canonical encoding of a point of the
   * prime-order group. Costs about as much as a verification, and is asked once, when a key is
   * first seen.
   */
  public static boolean isValidPublicKey(final byte[] publicKey) {
    return publicKey.length == PUBLIC_KEY_LENGTH
        && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(publicKey, 0);
  }
}
