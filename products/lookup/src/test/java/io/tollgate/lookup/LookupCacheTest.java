package io.tollgate.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.lookup.LookupRefusedException.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LookupCacheTest {
  private static final long INDEX = 7;
  private static final String KEY = "agent";

  private final Gauge gauge = new Gauge();
  private final AtomicInteger reads = new AtomicInteger();
  private final LookupCache<String, Subject> cache =
      new LookupCache<>(LookupLimits.ofBytes(1 << 20), Subject.TRAITS, gauge, gauge::nanoTime);
  private Epoch epoch = begin(10);
  private Loaded<Subject> stored = new Loaded<>(Optional.of(Subject.good("first")), 10);

  private record Subject(String text, Standing standing) {
    static final LookupTraits<Subject> TRAITS =
        new LookupTraits<>(value -> INDEX, Subject::standing, value -> 100);

    static Subject good(final String text) {
      return new Subject(text, Standing.GOOD);
    }
  }

  private Epoch begin(final long position) {
    final Epoch next = new Epoch(position, position, gauge.nanoTime());
    cache.begin(next);
    return next;
  }

  private Loaded<Subject> read(final String key, final long atLeastPosition) {
    reads.incrementAndGet();
    assertThat(stored.position()).isGreaterThanOrEqualTo(atLeastPosition);
    return stored;
  }

  private Looked<Subject> look() {
    return cache.get(KEY, 0, this::read);
  }

  private String text() {
    return look().value().orElseThrow().text();
  }

  private void store(final Subject subject, final long position) {
    stored = new Loaded<>(Optional.of(subject), position);
  }

  private void changed(final long position) {
    epoch.changedIndex(INDEX, position);
    epoch.followed(position, gauge.nanoTime());
  }

  private void passFollowed(final Duration time) {
    gauge.pass(time);
    epoch.followed(epoch.position(), gauge.nanoTime());
  }

  @Test
  void shouldReadOnceWhileNothingChanges() {
    assertThat(text()).isEqualTo("first");
    epoch.followed(40, gauge.nanoTime());
    assertThat(look().position()).isEqualTo(40);
    assertThat(reads).hasValue(1);
    assertThat(cache.counts().hits()).isEqualTo(1);
  }

  @Test
  void shouldReadAnewAfterAChangeAndNotBefore() {
    text();
    changed(20);
    store(Subject.good("second"), 20);
    assertThat(text()).isEqualTo("second");
    assertThat(text()).isEqualTo("second");
    assertThat(reads).hasValue(2);
  }

  @Test
  void shouldNotKeepWhatWasReadBeforeAChangeThatCameMeanwhile() {
    final Looked<Subject> raced =
        cache.get(
            KEY,
            0,
            (key, position) -> {
              if (reads.incrementAndGet() == 1) {
                changed(20);
                return new Loaded<>(Optional.of(Subject.good("old")), 15);
              }
              assertThat(position).isEqualTo(20);
              return new Loaded<>(Optional.of(Subject.good("new")), 20);
            });
    assertThat(raced.value().orElseThrow().text()).isEqualTo("new");
    assertThat(text()).isEqualTo("new");
    assertThat(reads).hasValue(2);
  }

  @Test
  void shouldReadAnewForWhoWantsToSeeFurther() {
    text();
    store(Subject.good("second"), 50);
    assertThat(cache.get(KEY, 45, this::read).value().orElseThrow().text()).isEqualTo("second");
  }

  @Test
  void shouldReadAnewAfterAnHour() {
    text();
    passFollowed(Duration.ofMinutes(60).plusNanos(1));
    store(Subject.good("second"), 10);
    assertThat(text()).isEqualTo("second");
  }

  @Test
  void shouldKeepThatThereIsNothingForSecondsOnly() {
    stored = new Loaded<>(Optional.empty(), 10);
    assertThat(look().value()).isEmpty();
    assertThat(look().value()).isEmpty();
    assertThat(reads).hasValue(1);
    passFollowed(Duration.ofSeconds(11));
    look();
    assertThat(reads).hasValue(2);
  }

  @Test
  void shouldForgetThatThereIsNothingWhenItIsMade() {
    stored = new Loaded<>(Optional.empty(), 10);
    look();
    epoch.changedKey(KEY, 12);
    store(Subject.good("made"), 12);
    assertThat(text()).isEqualTo("made");
  }

  @Test
  void shouldAnswerNothingFromMemoryWhileChangesAreNotFollowed() {
    text();
    gauge.pass(Duration.ofSeconds(2));
    text();
    epoch.followed(11, gauge.nanoTime());
    epoch.lost();
    text();
    assertThat(reads).hasValue(3);
    assertThat(cache.counts().bypassed()).isEqualTo(2);
  }

  @Test
  void shouldForgetEverythingWhenAnEpochBegins() {
    text();
    epoch = begin(5);
    store(Subject.good("second"), 6);
    assertThat(text()).isEqualTo("second");
    assertThat(cache.counts().drops()).isEqualTo(1);
  }

  @Test
  void shouldSayHowOldAnAnswerIsWhileTheSourceIsDown() {
    text();
    passFollowed(Duration.ofMinutes(20));
    gauge.fail();
    passFollowed(Duration.ofMinutes(9));
    final Staleness stale = look().staleness().orElseThrow();
    assertThat(stale.ageNs()).isEqualTo(Duration.ofMinutes(29).toNanos());
    assertThat(stale.staleNs()).isEqualTo(Duration.ofMinutes(9).toNanos());
    gauge.recover();
    assertThat(look().staleness()).isEmpty();
    assertThat(reads).hasValue(1);
  }

  @Test
  void shouldSayNothingTenMinutesAfterTheSourceLastAnswered() {
    text();
    gauge.fail();
    passFollowed(Duration.ofMinutes(10));
    assertThat(look().staleness()).isPresent();
    passFollowed(Duration.ofNanos(1));
    assertRefused(Cause.TOO_OLD);
  }

  @Test
  void shouldSayNothingStaleOfWhatChanged() {
    text();
    gauge.fail();
    changed(11);
    assertRefused(Cause.CHANGED);
  }

  @Test
  void shouldSayNothingStaleOfTheSuspendedAndTheRevoked() {
    text();
    gauge.fail();
    changed(11);
    cache.tell(INDEX, Standing.SUSPENDED);
    assertRefused(Cause.SUSPENDED);
    cache.tell(INDEX, Standing.REVOKED);
    assertRefused(Cause.REVOKED);
  }

  @Test
  void shouldSayNothingStaleOfWhoWasSuspendedWhenItWasRead() {
    store(new Subject("first", Standing.SUSPENDED), 10);
    assertThat(text()).isEqualTo("first");
    gauge.fail();
    assertRefused(Cause.SUSPENDED);
  }

  @Test
  void shouldSayNothingStaleWhileChangesAreNotFollowed() {
    text();
    gauge.fail();
    epoch.lost();
    assertRefused(Cause.CHANGES_UNKNOWN);
  }

  @Test
  void shouldSayNothingOfWhatItDoesNotKeep() {
    gauge.fail();
    assertRefused(Cause.NOT_KEPT);
    assertThat(cache.counts().staleRefused()).isEqualTo(1);
  }

  @Test
  void shouldAnswerFromMemoryWhereTheReadItselfFindsTheSourceDown() {
    text();
    passFollowed(Duration.ofMinutes(61));
    final Looked<Subject> stale =
        cache.get(
            KEY,
            0,
            (key, position) -> {
              gauge.fail();
              throw new IllegalStateException("down");
            });
    assertThat(stale.staleness()).isPresent();
  }

  @Test
  void shouldPassAFailureOnThatIsNotTheSources() {
    assertThatThrownBy(
            () ->
                cache.get(
                    KEY,
                    0,
                    (key, position) -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
  }

  @Test
  void shouldReadOnceForAllWhoAskAtOnce() throws Exception {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      final List<Future<Looked<Subject>>> answers = new ArrayList<>();
      answers.add(threads.submit(() -> cache.get(KEY, 0, waiting(begun, go))));
      begun.await();
      for (int i = 1; i < 8; i++) {
        answers.add(threads.submit(() -> cache.get(KEY, 0, waiting(begun, go))));
      }
      go.countDown();
      for (final Future<Looked<Subject>> answer : answers) {
        assertThat(answer.get().value().orElseThrow().text()).isEqualTo("first");
      }
    } finally {
      threads.shutdownNow();
    }
    // Who came after it had landed found it kept.
    assertThat(reads).hasValue(1);
  }

  private Loader<String, Subject> waiting(final CountDownLatch begun, final CountDownLatch go) {
    return (key, position) -> {
      begun.countDown();
      try {
        go.await();
      } catch (final InterruptedException ex) {
        throw new IllegalStateException(ex);
      }
      return read(key, position);
    };
  }

  @Test
  void shouldStayWithinItsMemory() {
    for (int i = 0; i < 20_000; i++) {
      cache.get("agent " + i, 0, this::read);
    }
    assertThat(cache.counts().entries()).isLessThanOrEqualTo((1 << 20) / 300 + 1);
  }

  private void assertRefused(final Cause cause) {
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            LookupRefusedException.class, ex -> assertThat(ex.why()).isEqualTo(cause));
  }
}
