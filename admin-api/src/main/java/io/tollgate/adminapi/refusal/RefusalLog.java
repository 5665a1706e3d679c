package io.tollgate.adminapi.refusal;

import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.metrics.ApiMetrics;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemMapper;
import io.tollgate.support.error.ServiceException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every refusal is written down, and that nobody can fill the disk with refusals.
 * Any thread; what writes blocks.
 */
public final class RefusalLog {
  /** How often counts are looked at, in milliseconds. */
  public static final long FLUSH_EVERY_MS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final String ALONE = "alone";
  private static final String COUNTED = "counted";
  private static final long REST_NS = Duration.ofSeconds(5).toNanos();

  private final RefusalJournal journal;
  private final ApiMetrics metrics;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final Allowances allowances = new Allowances();
  private final RefusalSums sums = new RefusalSums();
  private final AtomicBoolean isFlushing = new AtomicBoolean();
  private volatile boolean isResting;
  private volatile long restsUntilNs;

  /** With where refusals are written down. */
  public RefusalLog(
      final RefusalJournal journal,
      final ApiMetrics metrics,
      final InstantSource clock,
      final LongSupplier nanoClock) {
    this.journal = journal;
    this.metrics = metrics;
    this.clock = clock;
    this.nanoClock = nanoClock;
    metrics.refusalsWaiting(sums::waiting);
    // Whoever watches them sees them from nought on.
    metrics.refused(ApiReason.UNAUTHENTICATED.name(), COUNTED);
  }

  /** Takes note of a refusal that whoever refused wrote down. */
  public void written(final RefusedCall call) {
    metrics.refused(call.reason(), ALONE).increment();
  }

  /** Counts a refusal of somebody who has no token. */
  public void ofStranger(final RefusedCall call) {
    count(RefusalSums.NOBODY, call);
  }

  /**
   * Whether a refusal of this caller shall be a record of its own, by {@link #write}; where not, it
   * has been counted.
   */
  public boolean isToBeWritten(final RefusedCall call, final Caller caller) {
    if (!rests() && allowances.take(caller.subject(), nanoClock.getAsLong())) {
      return true;
    }
    count(caller.subject(), call);
    return false;
  }

  /**
   * Writes a refusal down, or counts it where the journal cannot be written now.
   *
   * @return the problem, with the position of the record where there is one.
   */
  public Problem write(final RefusedCall call, final Problem problem, final Caller caller) {
    try {
      final long position = journal.refused(call, caller);
      metrics.refused(call.reason(), ALONE).increment();
      return problem.at(position);
    } catch (final ServiceException e) {
      rest(e);
      count(caller.subject(), call);
      return problem;
    }
  }

  /**
   * Writes down a refusal of what is done to the audit logs.
   *
   * @return what to tell: that it cannot be told, where it cannot be written down.
   */
  public Problem writeCustody(final RefusedCall call, final Problem problem, final Caller caller) {
    try {
      final Problem told = problem.at(journal.refusedCustody(call.operation(), problem, caller));
      metrics.refused(call.reason(), ALONE).increment();
      return told;
    } catch (final ServiceException e) {
      return ProblemMapper.of(e, false);
    }
  }

  private void count(final String subject, final RefusedCall call) {
    sums.add(subject, call, clock.instant());
    metrics.refused(call.reason(), COUNTED).increment();
  }

  /** Writes down the counts whose time it is, unless somebody does already. */
  public void flush() {
    if (rests() || !isFlushing.compareAndSet(false, true)) {
      return;
    }
    try {
      Optional<RefusalSum> sum = sums.take(nanoClock.getAsLong());
      while (sum.isPresent() && wrote(sum.get())) {
        sum = sums.take(nanoClock.getAsLong());
      }
    } finally {
      isFlushing.set(false);
    }
  }

  /** Writes down all counts; what cannot be written is told in the log. */
  public void flushAll() {
    boolean isWritable = !rests();
    for (final RefusalSum sum : sums.takeAll()) {
      isWritable = isWritable && wrote(sum);
      if (!isWritable) {
        LOG.warn("not written down, because the journal cannot be written: {}", sum);
      }
    }
  }

  private boolean wrote(final RefusalSum sum) {
    try {
      journal.refused(sum);
      return true;
    } catch (final ServiceException e) {
      rest(e);
      sums.putBack(sum);
      return false;
    }
  }

  /** For a while nothing is tried, so that refusals hold nobody's thread while the gate is away. */
  private void rest(final ServiceException cause) {
    LOG.warn("refusals cannot be written down now and are counted: {}", cause.getMessage());
    restsUntilNs = nanoClock.getAsLong() + REST_NS;
    isResting = true;
  }

  private boolean rests() {
    return isResting && nanoClock.getAsLong() - restsUntilNs < 0;
  }
}
