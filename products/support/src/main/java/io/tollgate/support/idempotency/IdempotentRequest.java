package io.tollgate.support.idempotency;

import io.tollgate.support.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A request that carries a key.
 *
 * @param subject whose; keys of different callers do not meet.
 * @param key chosen by the caller, 1 to 128 printable ASCII characters.
 * @param route what is asked, e.g. POST /v1/agents.
 * @param bodyHash SHA-256 of the body, in hex.
 */
public record IdempotentRequest(String subject, String key, String route, String bodyHash) {
  private static final int MAX_KEY_LENGTH = 128;
  private static final int MAX_ROUTE_LENGTH = 512;

  /** Checks the key's form and the route's length. */
  public IdempotentRequest {
    if (key.isEmpty()
        || key.length() > MAX_KEY_LENGTH
        || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new InvalidRequestException(
          "Idempotency-Key", "has 1 to " + MAX_KEY_LENGTH + " printable ASCII characters");
    }
    if (route.length() > MAX_ROUTE_LENGTH) {
      throw new InvalidRequestException("path", "is too long");
    }
  }

  /** A request with a body. */
  public static IdempotentRequest of(
      final String subject, final String key, final String route, final byte[] body) {
    try {
      final byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return new IdempotentRequest(subject, key, route, HexFormat.of().formatHex(hash));
    } catch (final NoSuchAlgorithmException ex) {
      throw new IllegalStateException("every Java has SHA-256", ex);
    }
  }

  /** Says nothing of the body. */
  @Override
  public String toString() {
    return "IdempotentRequest["
        + route
        + ", key of "
        + key.getBytes(StandardCharsets.US_ASCII).length
        + " bytes]";
  }
}
