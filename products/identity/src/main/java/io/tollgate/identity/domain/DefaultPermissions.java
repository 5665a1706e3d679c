package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The permissions that every gate has from the first start on, unless an operator gave their bits
 * to others.
 */
public final class DefaultPermissions {
  private static final List<String> NAMES =
      List.of(
          "llm:call",
          "tool:use",
          "sandbox:run",
          "message:send",
          "memory:read",
          "memory:write",
          "storage:read",
          "storage:write");

  private DefaultPermissions() {}

  /** From bit 16 on. */
  public static List<NewPermission> all() {
    final List<NewPermission> permissions = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      permissions.add(
          new NewPermission(
              NAMES.get(i), Optional.of(NewPermission.FIRST_BIT + i), Trust.UNTRUSTED));
    }
    return List.copyOf(permissions);
  }
}
