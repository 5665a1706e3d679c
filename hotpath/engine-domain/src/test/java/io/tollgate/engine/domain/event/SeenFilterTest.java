package io.tollgate.engine.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeenFilterTest {
  @Property(tries = 60)
  void shouldNeverForgetAnIdThatTheTableCanStillHold(
      @ForAll final long seed,
      @ForAll final long key,
      @ForAll @IntRange(min = 1, max = 300) final int capacity) {
    final Random random = new Random(seed);
    final SeenFilter filter = new SeenFilter(capacity, key);
    final Deque<long[]> held = new ArrayDeque<>();
    for (int i = 0; i < capacity * 5 + 3; i++) {
      final long[] id = {random.nextInt(3), random.nextLong()};
      filter.add(id[0], id[1]);
      held.add(id);
      if (held.size() > capacity) {
        held.remove();
      }
      if (i % (1 + capacity / 7) == 0) {
        for (final long[] each : held) {
          assertThat(filter.mayContain(each[0], each[1])).isTrue();
        }
      }
    }
  }

  @Test
  void shouldSeldomClaimToHaveSeenWhatItHasNot() {
    final SeenFilter filter = new SeenFilter(1 << 12, 99);
    for (int i = 0; i < 1 << 13; i++) {
      filter.add(0, i);
    }
    int claimed = 0;
    for (int i = 0; i < 100_000; i++) {
      claimed += filter.mayContain(1, i) ? 1 : 0;
    }
    assertThat(claimed).isLessThan(2_000);
  }

  @Test
  void shouldHaveSeenNothingWhenCleared() {
    final SeenFilter filter = new SeenFilter(8, 99);
    filter.add(1, 2);
    filter.clear();
    assertThat(filter.mayContain(1, 2)).isFalse();
  }
}
