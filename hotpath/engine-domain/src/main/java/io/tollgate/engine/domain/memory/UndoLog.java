package io.tollgate.engine.domain.memory;

import java.lang.invoke.VarHandle;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Before-images of the 8-byte words that one batch changes, so that a batch which never reached the
 * journal can be taken back, in the same process or after it was killed.
 *
 * <p>A word's before-image is visible in memory before the word changes; the fences below cost no
 * instruction on x86 and keep the compiler from moving the stores.
 *
 * <p>Layout, little-endian: 0 format version, 8 batch sequence, 16 count of entries, 64 entries of
 * two words: {@code table << 56 | slot << 24 | offset}, and the old value.
 */
public final class UndoLog {
  /** Version of the layout. */
  public static final long FORMAT_VERSION = 1;

  private static final int BATCH_SEQUENCE_OFFSET = 8;
  private static final int COUNT_OFFSET = 16;
  private static final int ENTRIES_OFFSET = 64;
  private static final int ENTRY_LENGTH = 16;

  private final MutableDirectBuffer memory;
  private final byte[] memoryBase;
  private final long countAddress;
  private final long entriesAddress;
  private final int capacity;
  private int limit;
  private int count;

  /**
   * Takes over memory, which may hold the entries of a batch that was interrupted.
   *
   * @param memory at least {@link #lengthFor(int)} of 1; all zero when new.
   */
  public UndoLog(final MutableDirectBuffer memory) {
    this.memory = memory;
    this.memoryBase = memory.byteArray();
    this.countAddress = memory.addressOffset() + COUNT_OFFSET;
    this.entriesAddress = memory.addressOffset() + ENTRIES_OFFSET;
    this.capacity = (memory.capacity() - ENTRIES_OFFSET) / ENTRY_LENGTH;
    final long version = memory.getLong(0);
    if (version != 0 && version != FORMAT_VERSION) {
      throw new IllegalArgumentException("undo log of unknown version " + version);
    }
    memory.putLong(0, FORMAT_VERSION);
    final long stored = memory.getLong(COUNT_OFFSET);
    if (stored < 0 || stored > capacity) {
      throw new IllegalArgumentException("undo log counts " + stored + " entries");
    }
    this.count = (int) stored;
    this.limit = capacity;
  }

  /**
   * Memory that a log needs.
   *
   * @param entries how many words a batch may change.
   * @return bytes.
   */
  public static int lengthFor(final int entries) {
    return ENTRIES_OFFSET + entries * ENTRY_LENGTH;
  }

  /**
   * The batch whose entries are held.
   *
   * @return its sequence; meaningful while {@link #count()} is not 0.
   */
  public long batchSequence() {
    return memory.getLong(BATCH_SEQUENCE_OFFSET);
  }

  /**
   * How many words can be taken back.
   *
   * @return 0 when nothing is open.
   */
  public int count() {
    return count;
  }

  /**
   * Stops or goes on saving. A rebuild has nothing to take back: killed in the middle, it begins
   * anew.
   *
   * @param isSaving whether words are saved from now on.
   * @throws IllegalStateException if a batch is open.
   */
  public void setSaving(final boolean isSaving) {
    if (count != 0) {
      throw new IllegalStateException("a batch is open");
    }
    limit = isSaving ? capacity : 0;
  }

  /**
   * Room for more.
   *
   * @return entries that still fit.
   */
  public int remaining() {
    return capacity - count;
  }

  /**
   * Opens a batch.
   *
   * @param batchSequence of the batch that the journal will get next.
   * @throws IllegalStateException if a batch is open.
   */
  public void begin(final long batchSequence) {
    if (count != 0) {
      throw new IllegalStateException("a batch is open");
    }
    memory.putLong(BATCH_SEQUENCE_OFFSET, batchSequence);
    VarHandle.releaseFence();
  }

  /** Forgets the entries: the batch is in the journal, or was taken back. */
  public void commit() {
    VarHandle.releaseFence();
    count = 0;
    memory.putLong(COUNT_OFFSET, 0);
    VarHandle.releaseFence();
  }

  /** Throws before anything is changed, so that a full log can still take back all of its batch. */
  void save(final int table, final int slot, final int offset, final long oldValue) {
    if (count == limit) {
      requireNotSaving();
      return;
    }
    final long at = entriesAddress + (long) count * ENTRY_LENGTH;
    UnsafeApi.putLong(memoryBase, at, (long) table << 56 | (long) slot << 24 | offset);
    UnsafeApi.putLong(memoryBase, at + 8, oldValue);
    VarHandle.releaseFence();
    UnsafeApi.putLong(memoryBase, countAddress, ++count);
    VarHandle.releaseFence();
  }

  private void requireNotSaving() {
    if (limit != 0) {
      throw new IllegalStateException("a batch changes more than " + capacity + " words");
    }
  }

  /**
   * Takes back every change of the open batch, last first.
   *
   * @param slabs by table number.
   */
  public void rollback(final Slab[] slabs) {
    for (int i = count - 1; i >= 0; i--) {
      final int at = ENTRIES_OFFSET + i * ENTRY_LENGTH;
      final long word = memory.getLong(at);
      final int table = (int) (word >>> 56);
      if (table >= slabs.length || slabs[table] == null) {
        throw new IllegalStateException("undo log names table " + table);
      }
      slabs[table].restore((int) (word >>> 24), (int) (word & 0xFF_FFFF), memory.getLong(at + 8));
    }
    commit();
  }
}
