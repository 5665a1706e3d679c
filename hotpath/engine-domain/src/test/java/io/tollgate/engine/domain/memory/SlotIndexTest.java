package io.tollgate.engine.domain.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlotIndexTest {
  private static final int CAPACITY = 24;

  private final long[] keys = new long[CAPACITY];

  private int find(final SlotIndex index, final long key, final int hashBits) {
    final long hash = hash(key, hashBits);
    int slot;
    for (int p = index.first(hash); (slot = index.slotAt(p)) != SlotIndex.NONE; p = index.next(p)) {
      if (index.mayMatch(p, hash) && keys[slot] == key) {
        return slot;
      }
    }
    return SlotIndex.NONE;
  }

  /** Few bits make many collisions, also around the end of the array. */
  private static long hash(final long key, final int hashBits) {
    final long upperHalf = SlotIndex.hash(0, key) >>> (64 - hashBits) | (hashBits < 16 ? 56 : 0);
    return upperHalf << 32;
  }

  @Property(tries = 300)
  void shouldDoAsAMapDoes(
      @ForAll final long seed, @ForAll @IntRange(min = 1, max = 32) final int hashBits) {
    final Random random = new Random(seed);
    final SlotIndex index = new SlotIndex(CAPACITY);
    final Map<Long, Integer> model = new HashMap<>();
    for (int step = 0; step < 400; step++) {
      final long key = random.nextInt(60);
      final Integer slot = model.get(key);
      if (slot != null && random.nextBoolean()) {
        index.remove(hash(key, hashBits), slot);
        model.remove(key);
      } else if (slot == null && model.size() < CAPACITY) {
        final int free = freeSlot(model);
        keys[free] = key;
        index.add(hash(key, hashBits), free);
        model.put(key, free);
      }
      for (long asked = 0; asked < 60; asked++) {
        assertThat(find(index, asked, hashBits))
            .isEqualTo(model.getOrDefault(asked, SlotIndex.NONE));
      }
    }
    index.clear();
    assertThat(find(index, 1, hashBits)).isEqualTo(SlotIndex.NONE);
  }

  private static int freeSlot(final Map<Long, Integer> model) {
    int slot = 0;
    while (model.containsValue(slot)) {
      slot++;
    }
    return slot;
  }

  @Test
  void shouldNotMindRemovingWhatIsNotThere() {
    final SlotIndex index = new SlotIndex(4);
    final long hash = SlotIndex.hash(0, 5);
    index.add(hash, 0);
    index.remove(hash, 3);
    index.remove(SlotIndex.hash(0, 6), 3);
    assertThat(index.slotAt(index.first(hash))).isZero();
  }

  @Test
  void shouldRefuseACapacityOutOfRange() {
    assertThatThrownBy(() -> new SlotIndex(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SlotIndex((1 << 29) + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldSpreadIdsThatDifferInFewBits() {
    final SlotIndex index = new SlotIndex(1 << 15);
    final List<LongUnaryOperator> families =
        List.of(
            i -> SlotIndex.hash(i << 52, 0),
            i -> SlotIndex.hash(0, i << 52),
            i -> SlotIndex.hash(0, i),
            i -> SlotIndex.hash(i, 1, 77),
            i -> SlotIndex.hash(i << 52, 1, 77),
            i -> SlotIndex.hash(1, i << 40, 77));
    for (final LongUnaryOperator family : families) {
      final Set<Integer> homes = new HashSet<>();
      for (long i = 0; i < 1 << 12; i++) {
        homes.add(index.first(family.applyAsLong(i)));
      }
      assertThat(homes.size()).isGreaterThan((1 << 12) * 9 / 10);
    }
  }

  @Test
  void shouldNotLetIdsCollideThatWereChosenForAnotherSecret() {
    final long multiplier = 0x9E37_79B9_7F4A_7C15L;
    final long inverse = inverse(multiplier);
    final Set<Long> open = new HashSet<>();
    final Set<Long> secret = new HashSet<>();
    for (long low = 0; low < 1_000; low++) {
      final long high = (low ^ 42) * inverse ^ Long.rotateLeft(low, 32);
      open.add(SlotIndex.hash(high, low));
      secret.add(SlotIndex.hash(high, low, 0x1234_5678_9ABC_DEF1L));
    }
    assertThat(open).hasSize(1);
    assertThat(secret).hasSize(1_000);
  }

  private static long inverse(final long odd) {
    long inverse = odd;
    for (int i = 0; i < 6; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
