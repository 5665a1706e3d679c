package io.tollgate.engine.domain.quota;

import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.SlotIndex;
import org.agrona.MutableDirectBuffer;

/**
 * The price list: nano-units for a million units at two rates. Engine thread only.
 *
 * <p>Record of 128 bytes: 0 price id (0 = free), 4 currency, 8 resource, 16 first rate, 24 second
 * rate, 32 name length, 40 name, 104 position.
 */
public final class PriceTable {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 128;

  /** No price. */
  public static final int NONE = -1;

  private static final int ID = 0;
  private static final int CURRENCY = 4;
  private static final int RESOURCE = 8;
  private static final int RATE = 16;
  private static final int OUTPUT_RATE = 24;
  private static final int NAME_LENGTH = 32;
  private static final int NAME = 40;
  private static final int POSITION = 104;

  private final Slab slab;
  private final SlotIndex index;
  private int size;

  /**
   * A table.
   *
   * @param slab of its records.
   */
  public PriceTable(final Slab slab) {
    this.slab = slab;
    this.index = new SlotIndex(slab.capacity());
  }

  /** Works size and index out anew from the records. */
  public void reindex() {
    index.clear();
    size = 0;
    while (size < slab.backed() && slab.getInt(size, ID) != 0) {
      index.add(SlotIndex.hash(0, slab.getInt(size, ID)), size);
      size++;
    }
  }

  /** How many prices. */
  public int size() {
    return size;
  }

  /** Whether another price fits; gives it memory. */
  public boolean hasRoom() {
    return slab.back(size);
  }

  /** Finds a price by its id, not 0. */
  public int find(final int priceId) {
    final long hash = SlotIndex.hash(0, priceId);
    int slot;
    for (int p = index.first(hash); (slot = index.slotAt(p)) != SlotIndex.NONE; p = index.next(p)) {
      if (slab.getInt(slot, ID) == priceId) {
        return slot;
      }
    }
    return NONE;
  }

  /** The price's id; unsigned. */
  public int priceId(final int slot) {
    return slab.getInt(slot, ID);
  }

  /** ISO 4217 numeric code. */
  public int currency(final int slot) {
    return slab.getInt(slot, CURRENCY);
  }

  /** Code of {@link ResourceType}. */
  public int resourceCode(final int slot) {
    return slab.getInt(slot, RESOURCE);
  }

  public long nanoPerMillion(final int slot) {
    return slab.getLong(slot, RATE);
  }

  public long outputNanoPerMillion(final int slot) {
    return slab.getLong(slot, OUTPUT_RATE);
  }

  /** Journal position of the command that set it. */
  public long position(final int slot) {
    return slab.getLong(slot, POSITION);
  }

  /** Copies a name. */
  public void copyName(final int slot, final MutableDirectBuffer scratch, final ShortText to) {
    final int length = slab.getInt(slot, NAME_LENGTH);
    slab.getBytes(slot, NAME, scratch, 0, length);
    to.set(scratch, 0, length);
  }

  /** Adds or changes a price. Currency, resource and name stay what they were at first. */
  public void set(final PriceSet fact, final long position) {
    int slot = find(fact.priceId);
    if (slot == NONE) {
      if (!slab.back(size)) {
        throw new IllegalStateException("more than " + slab.capacity() + " prices");
      }
      slot = size++;
      slab.initZero(slot);
      slab.initLong(slot, RESOURCE, fact.resourceCode);
      slab.initInt(slot, NAME_LENGTH, fact.name.length());
      slab.initBytes(slot, NAME, fact.name.bytes(), 0, fact.name.length());
      slab.putLong(slot, ID, (long) fact.currency << 32 | (fact.priceId & 0xFFFF_FFFFL));
      index.add(SlotIndex.hash(0, fact.priceId), slot);
    }
    slab.putLong(slot, RATE, fact.nanoPerMillion);
    slab.putLong(slot, OUTPUT_RATE, fact.outputNanoPerMillion);
    slab.putLong(slot, POSITION, position);
  }
}
