package io.tollgate.engine.domain.chain;

import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.SlotIndex;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The keys of all tenants. The table holds what is public; the keys themselves are derived into
 * memory when they are added or the table is opened. Engine thread only.
 *
 * <p>Record of 64 bytes: 0 in use, 4 key id, 8 tenant, 12 retired, 16 salt, 32 position.
 */
public final class KeyTable implements KeyRing {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 64;

  private static final int USED = 0;
  private static final int KEY_ID = 4;
  private static final int TENANT = 8;
  private static final int RETIRED = 12;
  private static final int SALT = 16;
  private static final int POSITION = 32;

  private final Slab slab;
  private final KeyDerivation derivation;
  private final SlotIndex index;
  private final HmacSha256Key[] keys;
  private final byte[] salt = new byte[KeyDerivation.SALT_LENGTH];
  private final UnsafeBuffer saltBuffer = new UnsafeBuffer(salt);
  private int size;

  /**
   * A table.
   *
   * @param slab of its records.
   * @param derivation of the keys.
   */
  public KeyTable(final Slab slab, final KeyDerivation derivation) {
    this.slab = slab;
    this.derivation = derivation;
    this.index = new SlotIndex(slab.capacity());
    this.keys = new HmacSha256Key[slab.capacity()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = new HmacSha256Key();
    }
  }

  /** Works size, index and keys out anew from the records. */
  public void reindex() {
    index.clear();
    size = 0;
    while (size < slab.backed() && slab.getInt(size, USED) != 0) {
      index.add(SlotIndex.hash(0, slab.getInt(size, KEY_ID)), size);
      deriveKey(size);
      size++;
    }
  }

  private void deriveKey(final int slot) {
    copySalt(slot, saltBuffer);
    derivation.derive(slab.getInt(slot, KEY_ID), tenantId(slot), salt, keys[slot]);
  }

  /** How many keys, retired ones included. */
  public int size() {
    return size;
  }

  /** Whether another key fits; gives it memory. */
  public boolean hasRoom() {
    return slab.back(size);
  }

  @Override
  public int find(final int keyId) {
    final long hash = SlotIndex.hash(0, keyId);
    int slot;
    for (int p = index.first(hash); (slot = index.slotAt(p)) != SlotIndex.NONE; p = index.next(p)) {
      if (slab.getInt(slot, KEY_ID) == keyId) {
        return slot;
      }
    }
    return NONE;
  }

  @Override
  public HmacSha256Key key(final int slot) {
    return keys[slot];
  }

  @Override
  public int tenantId(final int slot) {
    return slab.getInt(slot, TENANT);
  }

  @Override
  public boolean isRetired(final int slot) {
    return slab.getInt(slot, RETIRED) != 0;
  }

  /** The key's id; unsigned. */
  public int keyId(final int slot) {
    return slab.getInt(slot, KEY_ID);
  }

  /** Journal position of the last command about the key. */
  public long position(final int slot) {
    return slab.getLong(slot, POSITION);
  }

  /** Copies the salt of a key to the start of a buffer. */
  public void copySalt(final int slot, final UnsafeBuffer to) {
    slab.getBytes(slot, SALT, to, 0, KeyDerivation.SALT_LENGTH);
  }

  /** Whether a key was added just so. */
  public boolean isSame(final int slot, final KeyAdded fact) {
    copySalt(slot, saltBuffer);
    return tenantId(slot) == fact.tenantId && Arrays.equals(salt, fact.salt);
  }

  /** Adds a key. */
  public void add(final KeyAdded fact, final long position) {
    if (!slab.back(size)) {
      throw new IllegalStateException("more than " + slab.capacity() + " keys");
    }
    final int slot = size;
    slab.initZero(slot);
    slab.initInt(slot, KEY_ID, fact.keyId);
    slab.initInt(slot, TENANT, fact.tenantId);
    System.arraycopy(fact.salt, 0, salt, 0, salt.length);
    slab.initBytes(slot, SALT, saltBuffer, 0, salt.length);
    slab.initLong(slot, POSITION, position);
    slab.putInt(slot, USED, 1);
    index.add(SlotIndex.hash(0, fact.keyId), slot);
    deriveKey(slot);
    size++;
  }

  /** Retires a key. */
  public void retire(final int slot, final long position) {
    slab.putInt(slot, RETIRED, 1);
    slab.putLong(slot, POSITION, position);
  }
}
