package io.tollgate.adminapi.idempotency;

import io.tollgate.crypto.HkdfSha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what is kept of answers, some of which hold a secret that is given out once. AES-256-GCM
 * with a random nonce, bound to the request that was answered; the key is derived from the token
 * key and never in the database. Who takes the token key away makes kept answers unreadable. Any
 * thread.
 */
public final class AnswerSeal {
  private static final byte[] INFO = "tollgate/v1/kept-answers".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_SALT = {};
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final String PREFIX = "sealed1.";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random;

  /**
   * With a key of its own.
   *
   * @param secret from which the key is derived; the caller's to wipe.
   */
  public AnswerSeal(final byte[] secret, final SecureRandom random) {
    final byte[] derived = new byte[KEY_BYTES];
    HkdfSha256.create().derive(NO_SALT, secret, INFO, derived);
    this.key = new SecretKeySpec(derived, "AES");
    this.random = random;
    Arrays.fill(derived, (byte) 0);
  }

  /**
   * Seals a text.
   *
   * @param context what it belongs to; must be said again to open it.
   */
  public String seal(final String text, final String context) {
    final byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      final byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, context)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      final byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return PREFIX + Base64.getEncoder().encodeToString(whole);
    } catch (final GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM does not work here", e);
    }
  }

  /** The text; empty where it was sealed with another key, for another request, or was changed. */
  public Optional<String> open(final String sealed, final String context) {
    if (!sealed.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      final byte[] whole = Base64.getDecoder().decode(sealed.substring(PREFIX.length()));
      final byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
      final byte[] text =
          cipher(Cipher.DECRYPT_MODE, nonce, context)
              .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (final GeneralSecurityException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private Cipher cipher(final int mode, final byte[] nonce, final String context)
      throws GeneralSecurityException {
    final Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
