package io.tollgate.adminapi.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.secrets.SealedSecret;
import java.util.Arrays;

/**
 * The key that signs the API's tokens, sealed in {@code secrets/jwt.key}: an Ed25519 seed. Made at
 * the first start; who takes the file away makes every token worthless at the next.
 */
public final class TokenKey implements AutoCloseable {
  private final Ed25519KeyPair keyPair;
  private final String keyId;

  private TokenKey(final Ed25519KeyPair keyPair) {
    this.keyPair = keyPair;
    this.keyId = thumbprint(keyPair.publicKey());
  }

  /**
   * Reads the key, or makes one where there is none.
   *
   * @throws io.tollgate.secrets.SecretException where the file cannot be read or written, is open
   *     to others, or holds no key.
   */
  public static TokenKey loadOrCreate(final SealedSecret secret) {
    final byte[] seed = secret.readOrCreate(Ed25519.SEED_LENGTH);
    try {
      return new TokenKey(Ed25519KeyPair.fromSeed(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** The RFC 7638 thumbprint of the public key, which tokens name as their kid. */
  public String keyId() {
    return keyId;
  }

  Ed25519JwsSigner signer() {
    return new Ed25519JwsSigner(keyPair);
  }

  Ed25519JwsVerifier verifier() {
    return new Ed25519JwsVerifier(keyPair.publicKey());
  }

  /** A copy of the seed, from which other secrets of the API are derived; the caller's to wipe. */
  public byte[] seed() {
    return keyPair.seed();
  }

  /** Zeroes the key. */
  @Override
  public void close() {
    keyPair.close();
  }

  private static String thumbprint(final byte[] publicKey) {
    try {
      return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(publicKey))
          .build()
          .computeThumbprint()
          .toString();
    } catch (final JOSEException impossible) {
      throw new IllegalStateException("SHA-256 is missing", impossible);
    }
  }
}
