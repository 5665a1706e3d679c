package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A link to be sealed.
 *
 * @param parentChain text of the chain that it goes under, a bearer secret; empty for a root link.
 * @param agentId to whom.
 * @param permissions their names, 1 or more.
 * @param scope what they are limited to, at most 256 bytes; empty text for everything that the
 *     parent covers.
 * @param delegationsLeft how many links may follow below, 0 to 7.
 * @param notBefore from when on; now where empty.
 * @param expiresAt until when, exclusive; whole seconds.
 * @param signature the delegator's, which a link below another one needs, with not-before said.
 */
public record NewDelegation(
    Optional<String> parentChain,
    AgentId agentId,
    Set<String> permissions,
    String scope,
    int delegationsLeft,
    Optional<Instant> notBefore,
    Instant expiresAt,
    Optional<DelegatorSignature> signature) {
  /** The most links that may follow a root link. */
  public static final int MAX_DELEGATIONS_LEFT = 7;

  private static final int MAX_SCOPE_BYTES = 256;

  /** Checks what can be checked without asking anyone. */
  public NewDelegation {
    permissions = Set.copyOf(permissions);
    if (permissions.isEmpty()) {
      throw new InvalidRequestException("permissions", "must name at least one");
    }
    if (delegationsLeft < 0 || delegationsLeft > MAX_DELEGATIONS_LEFT) {
      throw new InvalidRequestException("delegations_left", "must be 0 to " + MAX_DELEGATIONS_LEFT);
    }
    if (signature.isPresent() && parentChain.isEmpty()) {
      throw new InvalidRequestException(
          "signature", "is not for a root link, which operators give");
    }
    if (signature.isPresent() && notBefore.isEmpty()) {
      throw new InvalidRequestException("not_before", "must be said where the link is signed");
    }
    if (!scope.isEmpty()) {
      Text.checked("scope", scope, MAX_SCOPE_BYTES);
    }
  }

  /** Shows everything but the parent's chain. */
  @Override
  public String toString() {
    return "NewDelegation[agentId="
        + agentId
        + ", permissions="
        + permissions
        + ", scope="
        + scope
        + "]";
  }
}
