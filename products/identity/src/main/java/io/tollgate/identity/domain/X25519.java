package io.tollgate.identity.domain;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Keys of X25519 (RFC 7748) by Bouncy Castle. Stateless; any thread. */
public final class X25519 {
  /** Bytes of a public key, and of a secret one. */
  public static final int KEY_LENGTH = org.bouncycastle.math.ec.rfc7748.X25519.POINT_SIZE;

  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private X25519() {}

  /** A new secret key. */
  public static byte[] generate(final SecureRandom random) {
    final byte[] secret = new byte[KEY_LENGTH];
    org.bouncycastle.math.ec.rfc7748.X25519.generatePrivateKey(random, secret);
    return secret;
  }

  /**
   * The public half of a secret key.
   *
   * @throws IllegalArgumentException where the secret has not 32 bytes.
   */
  public static byte[] publicKey(final byte[] secret) {
    if (secret.length != KEY_LENGTH) {
      throw new IllegalArgumentException("an X25519 key has 32 bytes, not " + secret.length);
    }
    final byte[] publicKey = new byte[KEY_LENGTH];
    org.bouncycastle.math.ec.rfc7748.X25519.generatePublicKey(secret, 0, publicKey, 0);
    return publicKey;
  }

  /**
   * Whether a public key may be used: 32 bytes, a coordinate below 2^255 - 19 in its only encoding,
   * and not of low order, with which every agreement would be known to everyone.
   */
  public static boolean isValidPublicKey(final byte[] publicKey) {
    if (publicKey.length != KEY_LENGTH || coordinate(publicKey).compareTo(PRIME) >= 0) {
      return false;
    }
    // Any secret does: each is a multiple of 8, which takes exactly the keys of low order to zero.
    final byte[] secret = new byte[KEY_LENGTH];
    final byte[] agreement = new byte[KEY_LENGTH];
    return org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(
        secret, 0, publicKey, 0, agreement, 0);
  }

  private static BigInteger coordinate(final byte[] littleEndian) {
    final byte[] bigEndian = new byte[KEY_LENGTH];
    for (int i = 0; i < KEY_LENGTH; i++) {
      bigEndian[i] = littleEndian[KEY_LENGTH - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
