package io.tollgate.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * A value is the position of its subject's last change. Whatever races, nobody is answered an older
 * one than the follower of changes had told when they asked.
 */
final class LookupRaceTest {
  private static final int SUBJECTS = 4;

  private record Value(int subject, long changedAt) {}

  private static final LookupTraits<Value> TRAITS =
      new LookupTraits<>(Value::subject, value -> Standing.GOOD, value -> 10);

  /**
   * One thread in every order: the journal, the tables behind it, the follower behind it, and
   * readers whose reads take in the tables at one step and are kept at a later one.
   */
  @Property(tries = 500)
  void shouldNeverAnswerWhatIsOlderThanAChangeThatWasTold(
      @ForAll @Size(max = 200) final List<@IntRange(max = 3) Integer> steps,
      @ForAll @LongRange(min = 1, max = 5) final long stride) {
    final Gauge gauge = new Gauge();
    final LookupCache<Integer, Value> cache =
        new LookupCache<>(LookupLimits.ofBytes(1 << 16), TRAITS, gauge, gauge::nanoTime);
    final Epoch epoch = new Epoch(1, 0, gauge.nanoTime());
    cache.begin(epoch);
    final List<Integer> journal = new ArrayList<>();
    final long[] told = new long[SUBJECTS];
    int tables = 0;
    int followed = 0;
    for (int i = 0; i < steps.size(); i++) {
      final int subject = i % SUBJECTS;
      switch (steps.get(i)) {
        case 0 -> journal.add(subject);
        case 1 -> tables = (int) Math.min(journal.size(), tables + stride);
        case 2 -> {
          if (followed < journal.size()) {
            final int changed = journal.get(followed++);
            told[changed] = followed;
            epoch.changedIndex(changed, followed);
            epoch.followed(followed, gauge.nanoTime());
          }
        }
        default -> {
          final int applied = tables;
          final Looked<Value> looked =
              cache.get(
                  subject,
                  0,
                  (key, atLeast) -> {
                    final int seen = Math.max(applied, (int) atLeast);
                    return new Loaded<>(Optional.of(at(journal, key, seen)), seen);
                  });
          assertThat(looked.value().orElseThrow().changedAt())
              .isGreaterThanOrEqualTo(told[subject]);
          assertThat(looked.value().orElseThrow())
              .isEqualTo(at(journal, subject, (int) looked.position()));
        }
      }
    }
  }

  private static Value at(final List<Integer> journal, final int subject, final int position) {
    int last = 0;
    for (int i = 0; i < position; i++) {
      last = journal.get(i) == subject ? i + 1 : last;
    }
    return new Value(subject, last);
  }

  @Test
  void shouldNeverAnswerWhatIsOlderThanAChangeThatWasToldToManyThreads() throws Exception {
    final Gauge gauge = new Gauge();
    final LookupCache<Integer, Value> cache =
        new LookupCache<>(LookupLimits.ofBytes(1 << 16), TRAITS, gauge, gauge::nanoTime);
    final Epoch epoch = new Epoch(1, 0, gauge.nanoTime());
    cache.begin(epoch);
    final AtomicLongArray stored = new AtomicLongArray(SUBJECTS);
    final AtomicLong applied = new AtomicLong();
    final AtomicLongArray told = new AtomicLongArray(SUBJECTS);
    final AtomicBoolean isOver = new AtomicBoolean();
    final Loader<Integer, Value> loader =
        (key, atLeast) -> {
          while (applied.get() < atLeast) {
            Thread.onSpinWait();
          }
          final long position = applied.get();
          final long changedAt = stored.get(key);
          for (int i = ThreadLocalRandom.current().nextInt(200); i > 0; i--) {
            Thread.onSpinWait();
          }
          return new Loaded<>(Optional.of(new Value(key, changedAt)), position);
        };
    final ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      final List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(threads.submit(() -> readUntil(isOver, cache, loader, told)));
      }
      for (long position = 1; position <= 30_000; position++) {
        final int subject = (int) (position % SUBJECTS);
        // The follower is ahead of the tables, as it mostly is.
        epoch.changedIndex(subject, position);
        told.set(subject, position);
        stored.set(subject, position);
        applied.set(position);
        epoch.followed(position, gauge.nanoTime());
      }
      isOver.set(true);
      for (final Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
    gauge.pass(Duration.ofMillis(1));
    for (int subject = 0; subject < SUBJECTS; subject++) {
      assertThat(cache.get(subject, 0, loader).value().orElseThrow().changedAt())
          .isEqualTo(told.get(subject));
    }
  }

  private static long readUntil(
      final AtomicBoolean isOver,
      final LookupCache<Integer, Value> cache,
      final Loader<Integer, Value> loader,
      final AtomicLongArray told) {
    long answers = 0;
    do {
      final int subject = ThreadLocalRandom.current().nextInt(SUBJECTS);
      final long known = told.get(subject);
      final Looked<Value> looked = cache.get(subject, 0, loader);
      assertThat(looked.value().orElseThrow().changedAt()).isGreaterThanOrEqualTo(known);
      answers++;
    } while (!isOver.get());
    return answers;
  }
}
