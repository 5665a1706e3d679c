package io.tollgate.adminapi.access;

import java.time.Instant;

/**
 * A new token.
 *
 * @param token its text, a bearer secret: given out once, kept nowhere, never logged.
 * @param tokenId its id (jti).
 * @param expiresAt from when on it is worth nothing.
 */
public record IssuedToken(String token, String tokenId, Instant expiresAt) {
  /** Shows everything but the token. */
  @Override
  public String toString() {
    return "IssuedToken[tokenId=" + tokenId + ", expiresAt=" + expiresAt + "]";
  }
}
