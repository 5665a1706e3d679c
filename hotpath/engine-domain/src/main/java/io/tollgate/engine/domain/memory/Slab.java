package io.tollgate.engine.domain.memory;

import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Records of one fixed length, each at a slot number, spread over the pages of a {@link PageStore}.
 *
 * <p>Two ways to write: {@code put…} saves the old word in the {@link UndoLog} first; {@code init…}
 * does not, and is for the parts of a record that mean nothing until a word that was put says that
 * the record is in use. Fields of 8 bytes lie on multiples of 8.
 *
 * <p>Used by the engine thread only; reading and writing allocate nothing.
 */
public final class Slab {
  private final int table;
  private final int recordLength;
  private final int capacity;
  private final int slotShift;
  private final int slotMask;
  private final int lengthShift;
  private final PageStore store;
  private final UndoLog undo;
  private final MutableDirectBuffer[] pages;
  private final long[] addresses;

  /**
   * A slab over a store.
   *
   * @param table its number in the undo log, 0 to 127.
   * @param recordLength bytes, a power of two, at most a page.
   * @param capacity records at the most; the store must have the pages.
   * @param store of the pages, which may already hold some.
   * @param undo where old words go.
   */
  public Slab(
      final int table,
      final int recordLength,
      final int capacity,
      final PageStore store,
      final UndoLog undo) {
    if (!BitUtil.isPowerOfTwo(recordLength) || recordLength > store.pageLength()) {
      throw new IllegalArgumentException("record length " + recordLength);
    }
    final int perPage = store.pageLength() / recordLength;
    if ((long) store.maxPages() * perPage < capacity) {
      throw new IllegalArgumentException("store is too small for " + capacity + " records");
    }
    this.table = table;
    this.recordLength = recordLength;
    this.capacity = capacity;
    this.slotShift = Integer.numberOfTrailingZeros(perPage);
    this.slotMask = perPage - 1;
    this.lengthShift = Integer.numberOfTrailingZeros(recordLength);
    this.store = store;
    this.undo = undo;
    this.pages = new MutableDirectBuffer[store.maxPages()];
    this.addresses = new long[store.maxPages()];
    for (int i = 0; i < store.pageCount(); i++) {
      take(i, store.page(i));
    }
  }

  private void take(final int index, final MutableDirectBuffer page) {
    if (page.byteArray() != null || page.capacity() != store.pageLength()) {
      throw new IllegalArgumentException("page " + index + " does not lie outside the heap, whole");
    }
    pages[index] = page;
    addresses[index] = page.addressOffset();
  }

  /**
   * Pages that a slab needs.
   *
   * @param recordLength bytes.
   * @param capacity records.
   * @param pageLength bytes.
   * @return pages.
   */
  public static int pagesFor(final int recordLength, final int capacity, final int pageLength) {
    final int perPage = pageLength / recordLength;
    return (capacity + perPage - 1) / perPage;
  }

  /**
   * The bound on records.
   *
   * @return how many slots there can be.
   */
  public int capacity() {
    return capacity;
  }

  /**
   * Slots that have memory now.
   *
   * @return 0 to {@link #capacity()}.
   */
  public int backed() {
    return Math.min(capacity, store.pageCount() << slotShift);
  }

  /**
   * How many records are in use, where slots are given in order and never given back.
   *
   * @param offset of a byte that is not 0 in every record that is in use, and in no other.
   * @return the first slot that is not.
   */
  public int countUsed(final int offset) {
    int used = 0;
    int end = backed();
    while (used < end) {
      final int middle = (used + end) >>> 1;
      if (getByte(middle, offset) == 0) {
        end = middle;
      } else {
        used = middle + 1;
      }
    }
    return used;
  }

  /**
   * Gives memory to a slot, a page at a time. Not for the path of a plain decision.
   *
   * @param slot wanted.
   * @return whether the slot is within the capacity and has memory now.
   */
  public boolean back(final int slot) {
    if (slot >= capacity) {
      return false;
    }
    while (slot >= store.pageCount() << slotShift) {
      take(store.pageCount(), store.addPage());
    }
    return true;
  }

  private int at(final int slot, final int offset) {
    return ((slot & slotMask) << lengthShift) + offset;
  }

  private long address(final int slot) {
    final long page = addresses[slot >>> slotShift];
    if (page == 0) {
      throw new IllegalStateException("slot " + slot + " of table " + table + " has no memory");
    }
    return page + ((long) (slot & slotMask) << lengthShift);
  }

  public long getLong(final int slot, final int offset) {
    return UnsafeApi.getLong(null, address(slot) + offset);
  }

  public int getInt(final int slot, final int offset) {
    return UnsafeApi.getInt(null, address(slot) + offset);
  }

  public byte getByte(final int slot, final int offset) {
    return UnsafeApi.getByte(null, address(slot) + offset);
  }

  /**
   * Reads half a word of each of several records: all of them wait for memory together.
   *
   * @param slots of the records.
   * @param count how many of them.
   * @param offset of the half word in each.
   * @return what depends on all of them.
   */
  public long touch(final int[] slots, final int count, final int offset) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += getInt(slots[i], offset);
    }
    return sum;
  }

  /** Copies bytes out. */
  public void getBytes(
      final int slot, final int offset, final MutableDirectBuffer to, final int at, final int n) {
    pages[slot >>> slotShift].getBytes(at(slot, offset), to, at, n);
  }

  /** Changes a word, saving the old one; a word that stays as it is costs neither. */
  public void putLong(final int slot, final int offset, final long value) {
    final long address = address(slot) + offset;
    final long old = UnsafeApi.getLong(null, address);
    if (old != value) {
      undo.save(table, slot, offset, old);
      UnsafeApi.putLong(null, address, value);
    }
  }

  /** Changes half a word, saving the whole old word. */
  public void putInt(final int slot, final int offset, final int value) {
    final long address = address(slot);
    saveWord(slot, address, offset);
    UnsafeApi.putInt(null, address + offset, value);
  }

  /** Changes a byte, saving the whole old word. */
  public void putByte(final int slot, final int offset, final byte value) {
    final long address = address(slot);
    saveWord(slot, address, offset);
    UnsafeApi.putByte(null, address + offset, value);
  }

  private void saveWord(final int slot, final long address, final int offset) {
    final int word = offset & ~7;
    undo.save(table, slot, word, UnsafeApi.getLong(null, address + word));
  }

  /** Saves a whole record, so that what is then written into it can be taken back. */
  public void save(final int slot) {
    final long address = address(slot);
    for (int word = 0; word < recordLength; word += Long.BYTES) {
      undo.save(table, slot, word, UnsafeApi.getLong(null, address + word));
    }
  }

  /** Writes a word of a record that is not in use yet. */
  public void initLong(final int slot, final int offset, final long value) {
    UnsafeApi.putLong(null, address(slot) + offset, value);
  }

  /** Writes half a word of a record that is not in use yet. */
  public void initInt(final int slot, final int offset, final int value) {
    UnsafeApi.putInt(null, address(slot) + offset, value);
  }

  /** Writes bytes of a record that is not in use yet. */
  public void initBytes(
      final int slot, final int offset, final DirectBuffer from, final int at, final int n) {
    pages[slot >>> slotShift].putBytes(at(slot, offset), from, at, n);
  }

  /** Zeroes a record that is not in use yet. */
  public void initZero(final int slot) {
    pages[slot >>> slotShift].setMemory(at(slot, 0), recordLength, (byte) 0);
  }

  void restore(final int slot, final int offset, final long value) {
    if (slot < 0 || slot >= backed() || offset < 0 || offset > recordLength - 8) {
      throw new IllegalStateException("undo log names slot " + slot + " of table " + table);
    }
    UnsafeApi.putLong(null, address(slot) + offset, value);
  }
}
