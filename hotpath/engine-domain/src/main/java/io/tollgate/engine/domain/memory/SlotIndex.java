package io.tollgate.engine.domain.memory;

import java.util.Arrays;
import org.agrona.BitUtil;

/**
 * Open-addressing index from a key's hash to slot numbers. The caller compares the keys themselves:
 *
 * <pre>{@code
 * for (int p = index.first(hash); (slot = index.slotAt(p)) != NONE; p = index.next(p)) {
 *   if (index.mayMatch(p, hash) && keyOf(slot) equals key) return slot;
 * }
 * }</pre>
 *
 * <p>An entry is the upper half of the hash beside the slot. The place of an entry follows from
 * that half alone, so that entries are found, compared and moved without looking at what the slots
 * hold.
 *
 * <p>Kept at most half full, so that a search ends soon. Its whole memory is allocated at start.
 * Not thread safe.
 */
public final class SlotIndex {
  /** No slot. */
  public static final int NONE = -1;

  private static final long EMPTY = 0;

  private final long[] entries;
  private final int mask;

  /**
   * An empty index.
   *
   * @param capacity slots at the most, up to 2^29.
   */
  public SlotIndex(final int capacity) {
    if (capacity < 1 || capacity > 1 << 29) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    entries = new long[BitUtil.findNextPositivePowerOfTwo(capacity * 2)];
    mask = entries.length - 1;
  }

  /**
   * Spreads a key of two words over all bits.
   *
   * @param high half.
   * @param low half.
   * @return the hash that the other methods take.
   */
  public static long hash(final long high, final long low) {
    long h = (high ^ Long.rotateLeft(low, 32)) * 0x9E37_79B9_7F4A_7C15L;
    h ^= low;
    h = (h ^ (h >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
    return h ^ (h >>> 32);
  }

  /**
   * Spreads a key that outsiders choose: who does not know the secret cannot choose many that
   * collide, and so make every search long.
   *
   * @param high half.
   * @param low half.
   * @param secret of this gate.
   * @return the hash that the other methods take.
   */
  public static long hash(final long high, final long low, final long secret) {
    return mix(mix(high ^ secret) ^ low);
  }

  /** SplitMix64's: every bit of the input changes every bit of the output in half of all cases. */
  private static long mix(final long bits) {
    long h = (bits ^ (bits >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return h ^ (h >>> 31);
  }

  /** Where a search for the hash begins. */
  public int first(final long hash) {
    return (int) (hash >>> 32) & mask;
  }

  /** Where a search goes on. */
  public int next(final int probe) {
    return (probe + 1) & mask;
  }

  /** The slot at a place, or {@link #NONE}, which ends the search. */
  public int slotAt(final int probe) {
    return (int) entries[probe] - 1;
  }

  /** False where the key at the place is surely another. */
  public boolean mayMatch(final int probe, final long hash) {
    return (int) (entries[probe] >>> 32) == (int) (hash >>> 32);
  }

  /** Adds a slot, whose key must not be there. */
  public void add(final long hash, final int slot) {
    int probe = first(hash);
    while (entries[probe] != EMPTY) {
      probe = next(probe);
    }
    entries[probe] = hash >>> 32 << 32 | (slot + 1);
  }

  /**
   * Removes a slot.
   *
   * @param hash of its key.
   * @param slot to remove; nothing happens where it is not there.
   */
  public void remove(final long hash, final int slot) {
    int hole = first(hash);
    while (slotAt(hole) != slot) {
      if (entries[hole] == EMPTY) {
        return;
      }
      hole = next(hole);
    }
    int probe = hole;
    while (true) {
      probe = next(probe);
      if (entries[probe] == EMPTY) {
        entries[hole] = EMPTY;
        return;
      }
      final int home = first(entries[probe]);
      if (((probe - home) & mask) >= ((probe - hole) & mask)) {
        entries[hole] = entries[probe];
        hole = probe;
      }
    }
  }

  /** Empties the index. */
  public void clear() {
    Arrays.fill(entries, EMPTY);
  }
}
