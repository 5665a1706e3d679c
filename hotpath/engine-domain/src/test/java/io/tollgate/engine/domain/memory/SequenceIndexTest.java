package io.tollgate.engine.domain.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SequenceIndexTest {
  private static final int CAPACITY = 24;
  private static final int KEYS = 60;

  private record Kept(long sequence, long key) {}

  private final SequenceIndex index = new SequenceIndex(CAPACITY);
  private final Deque<Kept> model = new ArrayDeque<>();
  private long oldest;
  private long next;

  private long find(final long key, final int bucketBits) {
    final long hash = hash(key, bucketBits);
    int bucket = index.bucket(hash);
    boolean isPassed;
    do {
      for (int place = 0; place < SequenceIndex.PLACES; place++) {
        final long sequence = index.sequence(bucket, place, hash, oldest, next);
        if (sequence != SequenceIndex.NONE && isOf(sequence, key)) {
          return sequence;
        }
      }
      isPassed = index.isPassed(bucket, oldest, next);
      bucket = index.after(bucket);
    } while (isPassed);
    return SequenceIndex.NONE;
  }

  private boolean isOf(final long sequence, final long key) {
    return model.stream().anyMatch(kept -> kept.sequence == sequence && kept.key == key);
  }

  private long modelled(final long key) {
    return model.stream()
        .filter(kept -> kept.key == key)
        .mapToLong(Kept::sequence)
        .findFirst()
        .orElse(SequenceIndex.NONE);
  }

  /** Few bits put many keys into one bucket, the last one among them; stamps collide, too. */
  private static long hash(final long key, final int bucketBits) {
    final long mixed = SlotIndex.hash(0, key);
    final long stamp = mixed & (3L << 40);
    final long bucket = mixed | (0xFFL << bucketBits);
    return stamp | (bucket & 0xFF);
  }

  private void startAt(final long sequence) {
    index.clear();
    model.clear();
    oldest = sequence;
    next = sequence;
  }

  private void add(final long key, final int bucketBits) {
    index.add(hash(key, bucketBits), oldest, next);
    model.addLast(new Kept(next++, key));
  }

  private void forgetOldest() {
    model.removeFirst();
    oldest++;
  }

  @Property(tries = 300)
  void shouldDoAsAQueueOfKeysDoes(
      @ForAll final long seed, @ForAll @IntRange(min = 0, max = 3) final int bucketBits) {
    final Random random = new Random(seed);
    startAt((1L << 40) - random.nextInt(600));
    for (int step = 0; step < 400; step++) {
      final long key = random.nextInt(KEYS);
      if (model.size() == CAPACITY || (!model.isEmpty() && random.nextInt(5) < 2)) {
        forgetOldest();
      } else if (modelled(key) == SequenceIndex.NONE) {
        add(key, bucketBits);
      }
      for (long asked = 0; asked < KEYS; asked++) {
        assertThat(find(asked, bucketBits)).isEqualTo(modelled(asked));
      }
    }
  }

  @Test
  void shouldFindWhatStandsBehindABucketWhoseKeysAreGone() {
    startAt(0);
    for (int key = 0; key <= SequenceIndex.PLACES; key++) {
      add(key, 0);
    }
    while (model.size() > 1) {
      forgetOldest();
    }

    assertThat(find(SequenceIndex.PLACES, 0)).isEqualTo(SequenceIndex.PLACES);
  }

  @Test
  void shouldTakeNothingWrittenForSomethingGone() {
    startAt(1L << 40);

    assertThat(find(0, 0)).isEqualTo(SequenceIndex.NONE);
  }

  @Test
  void shouldRefuseACapacityOutOfRange() {
    assertThatThrownBy(() -> new SequenceIndex(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SequenceIndex((1 << 27) + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
