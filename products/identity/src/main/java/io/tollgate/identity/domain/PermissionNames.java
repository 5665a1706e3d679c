package io.tollgate.identity.domain;

import io.tollgate.support.error.InvalidRequestException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns names of permissions into sets of bits and back, by a catalogue. */
public final class PermissionNames {
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, Integer> bits = new HashMap<>();

  /** By these permissions. */
  public PermissionNames(final List<Permission> catalogue) {
    for (final Permission permission : catalogue) {
      names.put(permission.bit(), permission.name());
      bits.put(permission.name(), permission.bit());
    }
  }

  /**
   * The set of these names.
   *
   * @throws InvalidRequestException where one is not in the catalogue.
   */
  public PermissionSet setOf(final Collection<String> wanted) {
    PermissionSet set = PermissionSet.NONE;
    for (final String name : wanted) {
      final Integer bit = bits.get(name);
      if (bit == null) {
        throw new InvalidRequestException("permissions", "has a name that is not defined: " + name);
      }
      set = set.with(bit);
    }
    return set;
  }

  /** The names of a set; "#" and the bit where there is no name. */
  public Set<String> namesOf(final PermissionSet set) {
    final Set<String> found = new TreeSet<>();
    for (int bit = 0; bit <= NewPermission.LAST_BIT; bit++) {
      if (set.has(bit)) {
        found.add(names.getOrDefault(bit, "#" + bit));
      }
    }
    return found;
  }
}
