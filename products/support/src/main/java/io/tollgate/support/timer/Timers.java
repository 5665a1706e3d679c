package io.tollgate.support.timer;

import io.tollgate.support.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires a product's timers on a thread of its own. Several processes may do so at once: each timer
 * is one's at a time. A timer that fails is put off, each time for longer (1 s to 1 h), and parked
 * after {@link #MAX_ATTEMPTS}.
 *
 * <p>Thread rules: start and close by the owner; {@link #runDue} by one thread.
 */
public final class Timers implements AutoCloseable {
  /** How often a timer is tried. */
  public static final int MAX_ATTEMPTS = 20;

  private static final Logger LOGGER = LoggerFactory.getLogger(Timers.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final Database database;
  private final TimerStore store;
  private final Map<String, TimerHandler> handlers;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final AtomicLong failures = new AtomicLong();

  /**
   * Timers that do not run yet.
   *
   * @param handlers by kind; timers of other kinds are left alone.
   */
  public Timers(
      final Database database,
      final String schema,
      final Map<String, TimerHandler> handlers,
      final InstantSource clock) {
    this.database = database;
    store = new TimerStore(schema);
    this.handlers = Map.copyOf(handlers);
    this.clock = clock;
    thread = new Thread(this::run, schema + "-timers");
  }

  /** Begins to fire. */
  public void start() {
    thread.start();
  }

  /** How often a handler failed since the start. */
  public long failures() {
    return failures.get();
  }

  /** Stops after the timer under way. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP_TIMEOUT.toMillis());
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        runDueOrLog();
      } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
    }
  }

  private void runDueOrLog() {
    try {
      runDue();
    } catch (final RuntimeException ex) {
      LOGGER.warn("{} cannot look for timers", thread.getName(), ex);
    }
  }

  /** Fires every timer that is due; how many there were. */
  public int runDue() {
    final Instant now = clock.instant();
    int fired = 0;
    while (closing.getCount() > 0 && fireOne(now)) {
      fired++;
    }
    return fired;
  }

  private boolean fireOne(final Instant now) {
    final Timer[] taken = new Timer[1];
    try {
      return database.inTransaction(
          handle -> {
            final Optional<Timer> due = store.takeDue(handle, handlers.keySet(), now);
            taken[0] = due.orElse(null);
            due.ifPresent(timer -> fire(handle, timer));
            return due.isPresent();
          });
    } catch (final RuntimeException ex) {
      if (taken[0] == null) {
        throw ex;
      }
      putOff(taken[0], now, ex);
      return true;
    }
  }

  private void fire(final Handle handle, final Timer timer) {
    final Optional<Instant> next = handlers.get(timer.kind()).onTimer(handle, timer);
    if (next.isPresent()) {
      store.set(handle, new Timer(timer.kind(), timer.id(), next.get(), timer.payload()));
    } else {
      store.cancel(handle, timer.kind(), timer.id());
    }
  }

  private void putOff(final Timer timer, final Instant now, final RuntimeException failure) {
    failures.incrementAndGet();
    LOGGER.warn("timer {} {} failed and is put off", timer.kind(), timer.id(), failure);
    database.inTransaction(
        handle -> {
          store.putOff(handle, timer, now, MAX_ATTEMPTS);
          return null;
        });
  }
}
