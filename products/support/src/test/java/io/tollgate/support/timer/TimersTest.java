package io.tollgate.support.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.support.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TimersTest {
  private static final String SCHEMA = "timed";
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final TimerStore store = new TimerStore(SCHEMA);
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = new TestDatabase();
    database.database().migrate(SCHEMA, "io/tollgate/support/fired");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldFireWhatIsDueAndNothingElse() {
    set(new Timer("note", "early", START.plusSeconds(1), "e"));
    set(new Timer("note", "late", START.plusSeconds(60), "l"));
    set(new Timer("other", "nobody's", START, ""));
    final Timers timers = timers(this::note);

    assertThat(timers.runDue()).isZero();
    now.set(START.plusSeconds(1));
    assertThat(timers.runDue()).isEqualTo(1);
    assertThat(timers.runDue()).isZero();
    now.set(START.plusSeconds(61));
    assertThat(timers.runDue()).isEqualTo(1);
    assertThat(fired()).containsExactly("early", "late");
  }

  @Test
  void shouldMoveATimerThatIsSetAgainAndForgetACancelledOne() {
    set(new Timer("note", "moved", START, ""));
    set(new Timer("note", "moved", START.plusSeconds(10), ""));
    set(new Timer("note", "cancelled", START, ""));
    database
        .database()
        .inTransaction(
            handle -> {
              store.cancel(handle, "note", "cancelled");
              return null;
            });
    assertThat(timers(this::note).runDue()).isZero();
    now.set(START.plusSeconds(10));
    assertThat(timers(this::note).runDue()).isEqualTo(1);
  }

  @Test
  void shouldComeAgainWhenTheHandlerSaysSo() {
    set(new Timer("note", "hourly", START, ""));
    final Timers timers =
        timers(
            (handle, timer) -> {
              note(handle, timer);
              return Optional.of(timer.dueAt().plus(Duration.ofHours(1)));
            });
    assertThat(timers.runDue()).isEqualTo(1);
    now.set(START.plus(Duration.ofHours(1)));
    assertThat(timers.runDue()).isEqualTo(1);
    assertThat(fired()).containsExactly("hourly", "hourly");
  }

  @Test
  void shouldUndoAFailedAttemptPutItOffAndParkItInTheEnd() {
    set(new Timer("note", "broken", START, ""));
    final Timers timers =
        timers(
            (handle, timer) -> {
              note(handle, timer);
              throw new IllegalStateException("broken");
            });
    for (int attempt = 0; attempt < Timers.MAX_ATTEMPTS; attempt++) {
      assertThat(timers.runDue()).isEqualTo(1);
      assertThat(timers.runDue()).isZero();
      now.set(now.get().plus(Duration.ofHours(1)));
    }
    assertThat(timers.runDue()).isZero();
    assertThat(timers.failures()).isEqualTo(Timers.MAX_ATTEMPTS);
    assertThat(fired()).isEmpty();
    final long parked = database.database().inTransaction(store::parked);
    assertThat(parked).isEqualTo(1);
  }

  @Test
  void shouldFireEachTimerOnceWhereSeveralProcessesLook() throws Exception {
    for (int i = 0; i < 200; i++) {
      set(new Timer("note", Integer.toString(i), START, ""));
    }
    final ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      final List<Future<Integer>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(executor.submit(() -> timers(this::note).runDue()));
      }
      int sum = 0;
      for (final Future<Integer> run : runs) {
        sum += run.get();
      }
      assertThat(sum).isEqualTo(200);
    } finally {
      executor.shutdownNow();
    }
    assertThat(fired()).hasSize(200).doesNotHaveDuplicates();
  }

  private Timers timers(final TimerHandler handler) {
    return new Timers(database.database(), SCHEMA, Map.of("note", handler), now::get);
  }

  private Optional<Instant> note(final Handle handle, final Timer timer) {
    handle.execute("INSERT INTO timed.fired (id) VALUES (?)", timer.id());
    return Optional.empty();
  }

  private void set(final Timer timer) {
    database
        .database()
        .inTransaction(
            handle -> {
              store.set(handle, timer);
              return null;
            });
  }

  private List<String> fired() {
    return database
        .database()
        .inTransaction(
            handle ->
                handle
                    .createQuery("SELECT id FROM timed.fired ORDER BY n")
                    .mapTo(String.class)
                    .list());
  }
}
