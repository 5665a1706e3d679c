package io.tollgate.engine.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DueQueueTest {
  private static final int CAPACITY = 30;

  private record Due(long timeNs, int slot) {}

  @Property(tries = 300)
  void shouldDoAsAPriorityQueueDoes(@ForAll final long seed) {
    final Random random = new Random(seed);
    final DueQueue queue = new DueQueue(CAPACITY);
    final PriorityQueue<Due> model =
        new PriorityQueue<>(Comparator.comparingLong(Due::timeNs).thenComparingInt(Due::slot));
    for (int step = 0; step < 500; step++) {
      final int slot = random.nextInt(CAPACITY);
      model.removeIf(due -> due.slot() == slot);
      if (random.nextInt(3) == 0) {
        queue.remove(slot);
      } else {
        final long timeNs = random.nextInt(20) - 10L;
        queue.put(slot, timeNs);
        model.add(new Due(timeNs, slot));
      }
      assertThat(queue.size()).isEqualTo(model.size());
      assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
      if (!model.isEmpty()) {
        assertThat(queue.firstSlot()).isEqualTo(model.peek().slot());
        assertThat(queue.firstDueNs()).isEqualTo(model.peek().timeNs());
      }
    }
    while (!model.isEmpty()) {
      final int first = queue.firstSlot();
      assertThat(first).isEqualTo(model.remove().slot());
      queue.remove(first);
    }
    queue.put(1, 1);
    queue.clear();
    assertThat(queue.isEmpty()).isTrue();
  }
}
