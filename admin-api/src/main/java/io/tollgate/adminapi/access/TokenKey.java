package io.tollgate.adminapi.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.support.secret.SecretFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key that signs the API's tokens, from {@code secrets/jwt.key}: an Ed25519 seed in hex. Made
 * at the first start; who takes the file away makes every token worthless at the next.
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
   * @throws java.io.UncheckedIOException where the file cannot be read or written, or is open to
   *     others.
   * @throws IllegalStateException where it is no key.
   */
  public static TokenKey loadOrCreate(final Path file) {
    final byte[] seed = seedOf(file, new SecretFile(file).readOrCreate(Ed25519.SEED_LENGTH));
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

  private static byte[] seedOf(final Path file, final String text) {
    try {
      final byte[] seed = HexFormat.of().parseHex(text);
      if (seed.length == Ed25519.SEED_LENGTH) {
        return seed;
      }
    } catch (final IllegalArgumentException notHex) {
      throw new IllegalStateException(file + " is not an Ed25519 seed in hex", notHex);
    }
    throw new IllegalStateException(file + " is not an Ed25519 seed of 32 bytes");
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
