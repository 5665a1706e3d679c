package io.tollgate.bench.rig;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Sends requests in one of three ways and takes the answers, for a bounded time. One thread;
 * allocates nothing while it runs.
 */
final class LoadLoop implements Exchange.Listener {
  /** How long after the last send answers are waited for, and sends that are late are made up. */
  static final long GRACE_NS = TimeUnit.SECONDS.toNanos(5);

  private static final int POLL_LIMIT = 64;
  private static final int CLOCK_INTERVAL = 64;

  private final Exchange exchange;
  private final NanoClock clock;
  private final IdleStrategy idle;

  /** The media driver must get a turn before there is room again, and cores may be few. */
  private final IdleStrategy giveWay = new YieldingIdleStrategy();

  private Latencies latencies;
  private long sent;
  private long answered;
  private long refused;

  /**
   * A loop.
   *
   * @param exchange to send by.
   * @param clock that the correlation ids are of.
   * @param idle what to do while there is nothing to send or to take.
   */
  LoadLoop(final Exchange exchange, final NanoClock clock, final IdleStrategy idle) {
    this.exchange = exchange;
    this.clock = clock;
    this.idle = idle;
  }

  /**
   * One request at a time.
   *
   * @param seconds how long.
   * @param into takes the time from each send to its answer.
   * @return what was done.
   */
  LoadResult closed(final int seconds, final Latencies into) {
    final long startNs = begin(into);
    final long endNs = startNs + TimeUnit.SECONDS.toNanos(seconds);
    final long giveUpNs = endNs + GRACE_NS;
    long nowNs = startNs;
    while (nowNs - endNs < 0) {
      nowNs = clock.nanoTime();
      sent += exchange.offer(nowNs) ? 1 : 0;
      long polls = 0;
      while (answered < sent && (++polls % CLOCK_INTERVAL != 0 || isBefore(giveUpNs))) {
        poll();
      }
      if (answered < sent) {
        break;
      }
    }
    return result(startNs, sent);
  }

  /**
   * As many as go, but no more than so many unanswered; their latencies are not taken.
   *
   * @param seconds how long.
   * @param window most unanswered.
   * @param most most requests in all.
   * @return what was done.
   */
  LoadResult pipelined(final int seconds, final int window, final long most) {
    final long startNs = begin(null);
    final long endNs = startNs + TimeUnit.SECONDS.toNanos(seconds);
    long turns = 0;
    while (sent < most && (++turns % CLOCK_INTERVAL != 0 || isBefore(endNs))) {
      final long room = Math.min(POLL_LIMIT, Math.min(most - sent, window - (sent - answered)));
      long offered = 0;
      while (offered < room && exchange.offer(sent)) {
        sent++;
        offered++;
      }
      if (exchange.poll(this, POLL_LIMIT) == 0) {
        giveWay.idle();
      }
    }
    drain();
    return result(startNs, sent);
  }

  /**
   * At a rate, each request at its own moment.
   *
   * @param ratePerSecond requests a second.
   * @param seconds how long.
   * @param into takes the time from each intended send to its answer.
   * @return what was done.
   */
  LoadResult open(final int ratePerSecond, final int seconds, final Latencies into) {
    final long startNs = begin(into);
    final SendSchedule schedule = new SendSchedule(startNs, ratePerSecond, seconds);
    final long total = schedule.total();
    final long giveUpNs = schedule.endNs() + GRACE_NS;
    long nextNs = schedule.intendedNs(0);
    while (sent < total) {
      final long nowNs = clock.nanoTime();
      if (nowNs - nextNs >= 0) {
        if (exchange.offer(nextNs)) {
          sent++;
          nextNs = schedule.intendedNs(sent);
        } else {
          giveWay.idle();
        }
      }
      poll();
      if (nowNs - giveUpNs > 0) {
        break;
      }
    }
    drain();
    return result(startNs, total);
  }

  private long begin(final Latencies into) {
    sent = 0;
    answered = 0;
    refused = 0;
    latencies = into;
    idle.reset();
    final long startNs = clock.nanoTime();
    if (into != null) {
      into.start(startNs);
    }
    return startNs;
  }

  private boolean isBefore(final long timeNs) {
    return clock.nanoTime() - timeNs < 0;
  }

  private void poll() {
    idle.idle(exchange.poll(this, POLL_LIMIT));
  }

  private void drain() {
    final long giveUpNs = clock.nanoTime() + GRACE_NS;
    while (answered < sent && isBefore(giveUpNs)) {
      poll();
    }
  }

  private LoadResult result(final long startNs, final long intended) {
    return new LoadResult(intended, sent, answered, refused, clock.nanoTime() - startNs, 0);
  }

  @Override
  public void onAnswer(final long correlationId, final boolean isAllowed) {
    answered++;
    if (!isAllowed) {
      refused++;
    }
    if (latencies != null) {
      latencies.record(correlationId, clock.nanoTime());
    }
  }
}
