package io.tollgate.adminapi.access;

import java.util.Locale;
import java.util.Optional;

/** What a token's holder is here for. Which operations a role reaches is said in the contract. */
public enum Role {
  /** Everything, tenants, keys and tokens included. */
  ADMIN,
  /** Reads and changes. */
  OPERATOR,
  /** Reads and approves. */
  APPROVER,
  /** Reads. */
  AUDITOR;

  /** As it is written in tokens and in the contract. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that is written like this; empty where none is. */
  public static Optional<Role> ofText(final String text) {
    for (final Role role : values()) {
      if (role.text().equals(text)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
