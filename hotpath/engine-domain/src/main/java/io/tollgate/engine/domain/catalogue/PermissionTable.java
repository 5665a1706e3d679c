package io.tollgate.engine.domain.catalogue;

import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.memory.Slab;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The catalogue of permissions: 128 names, each with its bit and the trust it takes. Engine thread
 * only.
 *
 * <p>Record of 128 bytes: 0 in use, 4 minimum trust, 8 name length, 16 name.
 */
public final class PermissionTable {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 128;

  /** Permissions at the most: the bits of a link. */
  public static final int CAPACITY = 128;

  /** No permission. */
  public static final int NONE = -1;

  private static final int USED = 0;
  private static final int MINIMUM_TRUST = 4;
  private static final int NAME_LENGTH = 8;
  private static final int NAME = 16;

  private final Slab slab;

  /**
   * A table.
   *
   * @param slab of its records.
   */
  public PermissionTable(final Slab slab) {
    this.slab = slab;
    slab.back(CAPACITY - 1);
  }

  /** Whether the bit has a name. */
  public boolean isDefined(final int permission) {
    return permission >= 0 && permission < CAPACITY && slab.getInt(permission, USED) != 0;
  }

  /** Code of the least {@link Trust} that may use it. */
  public int minimumTrustCode(final int permission) {
    return slab.getInt(permission, MINIMUM_TRUST);
  }

  /** The bit of a name, or {@link #NONE}. Searches all: not for the path of a plain decision. */
  public int find(final DirectBuffer name, final int offset, final int length) {
    for (int permission = 0; permission < CAPACITY; permission++) {
      if (isDefined(permission) && isNamed(permission, name, offset, length)) {
        return permission;
      }
    }
    return NONE;
  }

  /** Whether a bit has this name. */
  public boolean isNamed(
      final int permission, final DirectBuffer name, final int offset, final int length) {
    if (slab.getInt(permission, NAME_LENGTH) != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (slab.getByte(permission, NAME + i) != name.getByte(offset + i)) {
        return false;
      }
    }
    return true;
  }

  /** Copies a name. */
  public void copyName(
      final int permission, final MutableDirectBuffer scratch, final ShortText to) {
    final int length = slab.getInt(permission, NAME_LENGTH);
    slab.getBytes(permission, NAME, scratch, 0, length);
    to.set(scratch, 0, length);
  }

  /** Defines a permission, or changes its minimum trust. */
  public void define(final PermissionDefined fact) {
    if (!isDefined(fact.permission)) {
      slab.initInt(fact.permission, NAME_LENGTH, fact.name.length());
      slab.initBytes(fact.permission, NAME, fact.name.bytes(), 0, fact.name.length());
      slab.putInt(fact.permission, USED, 1);
    }
    slab.putInt(fact.permission, MINIMUM_TRUST, fact.minimumTrustCode);
  }
}
