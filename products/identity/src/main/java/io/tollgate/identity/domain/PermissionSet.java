package io.tollgate.identity.domain;

/**
 * 128 bits of permissions, as a link carries them.
 *
 * @param low bits 0 to 63.
 * @param high bits 64 to 127.
 */
public record PermissionSet(long low, long high) {
  /** No permission. */
  public static final PermissionSet NONE = new PermissionSet(0, 0);

  /** This set and one permission more. */
  public PermissionSet with(final int bit) {
    return bit < Long.SIZE
        ? new PermissionSet(low | 1L << bit, high)
        : new PermissionSet(low, high | 1L << (bit - Long.SIZE));
  }

  /** Whether a permission is in it. */
  public boolean has(final int bit) {
    return bit < Long.SIZE ? (low >>> bit & 1) != 0 : (high >>> (bit - Long.SIZE) & 1) != 0;
  }
}
