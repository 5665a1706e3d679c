package io.tollgate.identity;

import io.tollgate.identity.domain.NewPermission;
import io.tollgate.identity.domain.Permission;
import io.tollgate.support.Actor;
import io.tollgate.support.Positioned;
import java.util.List;

/** The catalogue of permissions: 128 bits, of which operators name 16 to 127. */
public interface Permissions {
  /** All permissions by ascending bit. */
  Positioned<List<Permission>> list(long atLeastPosition);

  /**
   * Defines a permission, or changes the least trust of one that has this name.
   *
   * @throws io.tollgate.support.error.ConflictException where the bit has another name, the name
   *     another bit, or no bit is left.
   */
  Positioned<Permission> define(NewPermission permission, Actor actor);
}
