package io.tollgate.identity.domain;

/**
 * A new join token and what its holder gets.
 *
 * @param token as everyone may see it.
 * @param secret the text for the holder: given out once, kept nowhere, never logged.
 */
public record MadeJoinToken(JoinToken token, String secret) {
  /** Shows the token only. */
  @Override
  public String toString() {
    return "MadeJoinToken[token=" + token + "]";
  }
}
