package io.tollgate.engine.domain.catalogue;

/**
 * The permissions to command the gate itself: the first bits of the catalogue, there from birth.
 */
public enum GatePermission {
  AGENTS(0, "gate:agents"),
  PERMISSIONS(1, "gate:permissions"),
  KEYS(2, "gate:keys"),
  QUOTAS(3, "gate:quotas"),
  BUDGETS(4, "gate:budgets"),
  PRICES(5, "gate:prices"),
  REVOKE(6, "gate:revoke"),
  EVENTS(7, "gate:events"),
  QUERY(8, "gate:query"),
  DELEGATE(9, "gate:delegate");

  /** Bits below this one are the gate's; others are for operators to define. */
  public static final int FIRST_FREE_BIT = 16;

  private final int bit;
  private final String permissionName;

  GatePermission(final int bit, final String permissionName) {
    this.bit = bit;
    this.permissionName = permissionName;
  }

  /** Its bit. */
  public int bit() {
    return bit;
  }

  /** Its name in the catalogue. */
  public String permissionName() {
    return permissionName;
  }

  /** The set of all of them: the low word of a link's permissions. */
  public static long all() {
    long set = 0;
    for (final GatePermission permission : values()) {
      set |= 1L << permission.bit;
    }
    return set;
  }
}
