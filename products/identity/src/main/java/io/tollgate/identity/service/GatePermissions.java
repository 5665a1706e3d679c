package io.tollgate.identity.service;

import io.tollgate.client.GateCommand;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.Permissions;
import io.tollgate.identity.domain.NewPermission;
import io.tollgate.identity.domain.Permission;
import io.tollgate.identity.store.CatalogueTable;
import io.tollgate.support.Actor;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.ConflictException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** The catalogue of permissions. */
final class GatePermissions implements Permissions {
  private static final long NO_VERSION = -1;

  private final IdentityParts parts;
  private final CatalogueTable table = new CatalogueTable();

  GatePermissions(final IdentityParts parts) {
    this.parts = parts;
  }

  @Override
  public Positioned<List<Permission>> list(final long atLeastPosition) {
    return parts.readModel().read(atLeastPosition, table::permissions);
  }

  @Override
  public Positioned<Permission> define(final NewPermission permission, final Actor actor) {
    return parts
        .numbers()
        .alone(
            () -> {
              final int bit = bitFor(permission);
              final long position =
                  parts
                      .gate()
                      .give(
                          new GateCommand.DefinePermission(
                              bit, permission.minimumTrust(), permission.name()),
                          actor);
              return parts.written("permission", bit, position, handle -> find(handle, bit));
            });
  }

  private Optional<Permission> find(final Handle handle, final int bit) {
    return table.permissions(handle).stream()
        .filter(permission -> permission.bit() == bit)
        .findFirst();
  }

  private int bitFor(final NewPermission wanted) {
    if (wanted.bit().isPresent()) {
      return wanted.bit().get();
    }
    final List<Permission> defined = parts.readEverything(table::permissions);
    final Optional<Permission> named =
        defined.stream().filter(permission -> permission.name().equals(wanted.name())).findFirst();
    if (named.isPresent()) {
      return named.get().bit();
    }
    final Set<Integer> taken = defined.stream().map(Permission::bit).collect(Collectors.toSet());
    return IntStream.rangeClosed(NewPermission.FIRST_BIT, NewPermission.LAST_BIT)
        .filter(bit -> !taken.contains(bit))
        .findFirst()
        .orElseThrow(
            () ->
                new ConflictException(
                    Reason.TABLE_FULL, NO_VERSION, "every bit of the catalogue has a name"));
  }
}
