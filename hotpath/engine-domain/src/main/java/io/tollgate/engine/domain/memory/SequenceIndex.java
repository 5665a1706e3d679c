package io.tollgate.engine.domain.memory;

import java.util.Arrays;
import org.agrona.BitUtil;

/**
 * Index from a key's hash to sequence numbers, for keys that come and go in order: those from
 * {@code oldest} up to {@code next}, which is not there yet. What is older than the oldest counts
 * as gone wherever it stands, so that nothing has to be taken out. The caller compares the keys
 * themselves:
 *
 * <pre>{@code
 * int bucket = index.bucket(hash);
 * do {
 *   for (int place = 0; place < PLACES; place++) {
 *     final long sequence = index.sequence(bucket, place, hash, oldest, next);
 *     if (sequence != NONE && keyOf(sequence) equals key) return sequence;
 *   }
 *   passed = index.isPassed(bucket, oldest, next);
 *   bucket = index.after(bucket);
 * } while (passed);
 * }</pre>
 *
 * <p>A bucket is one cache line: seven places, and the newest sequence for which there was no place
 * and which stands in a later bucket. A key is looked for beyond its bucket while that one is not
 * gone, and no longer.
 *
 * <p>An entry has a bit that says that it was written, 23 bits of the hash, and 40 of the sequence:
 * one that is a million million older could pass for another, and is then found to be none by its
 * key. The whole memory is allocated at start. Not thread safe.
 */
public final class SequenceIndex {
  /** No sequence. */
  public static final long NONE = -1;

  /** Places in a bucket. */
  public static final int PLACES = 7;

  private static final int KEYS_A_BUCKET = 4;
  private static final int BUCKET_SHIFT = 3;
  private static final int PASSED = PLACES;

  /** Where the header of a large array leaves the first whole cache line. */
  private static final int FIRST = 6;

  private static final int SEQUENCE_BITS = 40;
  private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;
  private static final long WRITTEN = Long.MIN_VALUE;

  private final long[] entries;
  private final int mask;

  /**
   * An empty index.
   *
   * @param capacity keys at the most between oldest and next, 1 to 2^27.
   */
  public SequenceIndex(final int capacity) {
    if (capacity < 1 || capacity > 1 << 27) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    final int buckets =
        BitUtil.findNextPositivePowerOfTwo((capacity + KEYS_A_BUCKET - 1) / KEYS_A_BUCKET);
    entries = new long[FIRST + (buckets << BUCKET_SHIFT)];
    mask = buckets - 1;
  }

  /** Where a search for the hash begins. */
  public int bucket(final long hash) {
    return FIRST + (((int) hash & mask) << BUCKET_SHIFT);
  }

  /** Where a search goes on that {@link #isPassed}. */
  public int after(final int bucket) {
    final int number = (bucket - FIRST) >>> BUCKET_SHIFT;
    return FIRST + (((number + 1) & mask) << BUCKET_SHIFT);
  }

  /** Reads a bucket, so that it is near when it is needed. */
  public long touch(final long hash) {
    return entries[bucket(hash)];
  }

  /**
   * The sequence at a place.
   *
   * @param bucket from {@link #bucket} or {@link #after}.
   * @param place 0 to {@link #PLACES} - 1.
   * @param hash of the key that is looked for.
   * @param oldest sequence that counts.
   * @param next sequence, which will be added.
   * @return {@link #NONE} where that one is gone, or is surely of another key.
   */
  public long sequence(
      final int bucket, final int place, final long hash, final long oldest, final long next) {
    final long entry = entries[bucket + place];
    return (entry ^ stamp(hash)) >>> SEQUENCE_BITS == 0 ? sequenceOf(entry, oldest, next) : NONE;
  }

  /** Whether a key that is not in a bucket may be in the next. */
  public boolean isPassed(final int bucket, final long oldest, final long next) {
    return sequenceOf(entries[bucket + PASSED], oldest, next) != NONE;
  }

  /**
   * Adds a key that is not there, as the next sequence.
   *
   * @param hash of the key.
   * @param oldest sequence that counts.
   * @param next what the key gets; so many keys at the most are there that another one fits.
   */
  public void add(final long hash, final long oldest, final long next) {
    final long entry = stamp(hash) | (next & SEQUENCE_MASK);
    int bucket = bucket(hash);
    while (!put(bucket, entry, oldest, next)) {
      entries[bucket + PASSED] = entry;
      bucket = after(bucket);
    }
  }

  private boolean put(final int bucket, final long entry, final long oldest, final long next) {
    for (int i = bucket; i < bucket + PLACES; i++) {
      if (sequenceOf(entries[i], oldest, next) == NONE) {
        entries[i] = entry;
        return true;
      }
    }
    return false;
  }

  /** The upper bits of the hash: the lower ones say in which bucket. */
  private static long stamp(final long hash) {
    return (hash | WRITTEN) & ~SEQUENCE_MASK;
  }

  private static long sequenceOf(final long entry, final long oldest, final long next) {
    final long age = (next - entry) & SEQUENCE_MASK;
    return entry < 0 && age != 0 && age <= next - oldest ? next - age : NONE;
  }

  /** Empties the index. */
  public void clear() {
    Arrays.fill(entries, 0);
  }
}
