package io.tollgate.adminapi.access;

import io.tollgate.support.Actor;
import java.util.Set;

/**
 * Who sent a request, as a verified token tells.
 *
 * @param subject the token's subject.
 * @param roles its roles, at least one where there is a token.
 * @param tokenId the token's id (jti).
 */
public record Caller(String subject, Set<Role> roles, String tokenId) {
  /** Who calls an operation that wants no token. */
  public static final Caller NOBODY = new Caller("nobody", Set.of(), "");

  /** Keeps a copy of the roles. */
  public Caller {
    roles = Set.copyOf(roles);
  }

  /** On whose behalf the gate shall act. */
  public Actor actor() {
    return new Actor(subject);
  }

  /** Whether the caller has one of these roles. */
  public boolean hasAnyOf(final Set<Role> wanted) {
    return roles.stream().anyMatch(wanted::contains);
  }
}
