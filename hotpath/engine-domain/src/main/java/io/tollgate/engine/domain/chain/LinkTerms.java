package io.tollgate.engine.domain.chain;

import io.tollgate.engine.domain.decision.Reason;

/**
 * What a link grants.
 *
 * @param keyId of the key that seals it; unsigned.
 * @param linkId its own id, not 0.
 * @param agentId to whom; 32 bytes.
 * @param permissionsLow permissions 0 to 63.
 * @param permissionsHigh permissions 64 to 127.
 * @param scopeHash 0 for every scope.
 * @param notBeforeSeconds first valid second since the epoch.
 * @param expiresAtSeconds first second that is not valid any more, at most 2^32 - 1.
 * @param delegationsLeft how many links may follow, 0 to 7.
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record LinkTerms(
    int keyId,
    long linkId,
    byte[] agentId,
    long permissionsLow,
    long permissionsHigh,
    long scopeHash,
    long notBeforeSeconds,
    long expiresAtSeconds,
    int delegationsLeft) {
  private static final long MAX_SECONDS = 0xFFFF_FFFFL;

  /** Refuses terms that no link can carry. */
  public LinkTerms {
    if (agentId.length != LinkLayout.ID_LENGTH) {
      throw new IllegalArgumentException("an agent id has 32 bytes, not " + agentId.length);
    }
    if (linkId == 0) {
      throw new IllegalArgumentException("a link id is not 0");
    }
    if (notBeforeSeconds < 0
        || expiresAtSeconds > MAX_SECONDS
        || notBeforeSeconds >= expiresAtSeconds) {
      throw new IllegalArgumentException(
          "a lifetime from " + notBeforeSeconds + " s to " + expiresAtSeconds + " s");
    }
    if (delegationsLeft < 0 || delegationsLeft >= LinkLayout.MAX_LINKS) {
      throw new IllegalArgumentException(delegationsLeft + " delegations left");
    }
    agentId = agentId.clone();
  }

  @Override
  public byte[] agentId() {
    return agentId.clone();
  }

  /** Thrown where a link would not stay within its parent. */
  public static final class WidenedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    WidenedException(final Reason reason) {
      super("the link would not stay within its parent: " + reason);
      this.reason = reason;
    }

    /** Which rule it breaks. */
    public Reason reason() {
      return reason;
    }
  }
}
