package io.tollgate.engine.domain.event;

import io.tollgate.engine.domain.memory.SlotIndex;
import java.util.Arrays;
import org.agrona.BitUtil;

/**
 * A keyed Bloom filter that answers "never seen" without touching the exact table. Two generations:
 * when the newer one has taken as many ids as the table holds, the older one is emptied, so every
 * id that the table can still hold is in one of them.
 *
 * <p>Sixteen bits an id in one 64-byte line: about 0.3 % of unseen ids are looked up for nothing.
 * The key keeps outsiders from choosing ids that all look seen. One thread; what it answers never
 * changes a decision, only its cost.
 */
final class SeenFilter {
  private static final int BITS_AN_ID = 16;
  private static final int PROBES = 6;
  private static final int LINE_WORDS = 8;

  private final long key;
  private final int capacity;
  private final int lineMask;
  private long[] newer;
  private long[] older;
  private int taken;

  SeenFilter(final int capacity, final long key) {
    this.key = key;
    this.capacity = capacity;
    final int words =
        BitUtil.findNextPositivePowerOfTwo(
            Math.max(LINE_WORDS, (int) ((long) capacity * BITS_AN_ID / Long.SIZE)));
    this.newer = new long[words];
    this.older = new long[words];
    this.lineMask = words / LINE_WORDS - 1;
  }

  private long hash(final long high, final long low) {
    return SlotIndex.hash(high, low, key);
  }

  void add(final long high, final long low) {
    if (taken == capacity) {
      final long[] emptied = older;
      Arrays.fill(emptied, 0);
      older = newer;
      newer = emptied;
      taken = 0;
    }
    taken++;
    final long hash = hash(high, low);
    final int line = ((int) hash & lineMask) * LINE_WORDS;
    long bits = hash * 0x9E37_79B9_7F4A_7C15L;
    for (int i = 0; i < PROBES; i++) {
      newer[line + (int) (bits >>> 6 & 7)] |= 1L << (bits & 63);
      bits >>>= 9;
    }
  }

  /** Reads where an id would be added. */
  long touch(final long high, final long low) {
    return newer[((int) hash(high, low) & lineMask) * LINE_WORDS];
  }

  boolean mayContain(final long high, final long low) {
    final long hash = hash(high, low);
    return isIn(newer, hash) || isIn(older, hash);
  }

  private boolean isIn(final long[] words, final long hash) {
    final int line = ((int) hash & lineMask) * LINE_WORDS;
    long bits = hash * 0x9E37_79B9_7F4A_7C15L;
    for (int i = 0; i < PROBES; i++) {
      if ((words[line + (int) (bits >>> 6 & 7)] & 1L << (bits & 63)) == 0) {
        return false;
      }
      bits >>>= 9;
    }
    return true;
  }

  void clear() {
    Arrays.fill(newer, 0);
    Arrays.fill(older, 0);
    taken = 0;
  }
}
