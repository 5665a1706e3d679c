package io.tollgate.adminapi.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
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
   * @throws IOException where the file cannot be read or written, is open to others, or is no key.
   */
  public static TokenKey loadOrCreate(final Path file, final SecureRandom random)
      throws IOException {
    if (!Files.exists(file)) {
      final Ed25519KeyPair fresh = Ed25519.generate(random);
      final byte[] seed = fresh.seed();
      try {
        SecretFile.write(file, HexFormat.of().formatHex(seed));
      } finally {
        Arrays.fill(seed, (byte) 0);
      }
      return new TokenKey(fresh);
    }
    final byte[] seed = seedOf(file);
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

  private static byte[] seedOf(final Path file) throws IOException {
    try {
      final byte[] seed = HexFormat.of().parseHex(SecretFile.read(file));
      if (seed.length == Ed25519.SEED_LENGTH) {
        return seed;
      }
    } catch (final IllegalArgumentException notHex) {
      throw new IOException(file + " is not an Ed25519 seed in hex", notHex);
    }
    throw new IOException(file + " is not an Ed25519 seed of 32 bytes");
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
