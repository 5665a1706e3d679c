package io.tollgate.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.DeadlineTimerWheel;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The calls that have no reply yet: which are to be sent, which wait for which answer, and when
 * each has waited long enough. As many as the client lets in. The client's thread only.
 */
final class CallTable {
  private static final long TICK_NS = 1 << 20;
  private static final int TICKS_PER_WHEEL = 1024;

  private final Set<PendingCall<?>> queued = new LinkedHashSet<>();
  private final Long2ObjectHashMap<PendingCall<?>> sent = new Long2ObjectHashMap<>();
  private final Long2ObjectHashMap<PendingCall<?>> timers = new Long2ObjectHashMap<>();
  private final List<PendingCall<?>> expired = new ArrayList<>();
  private final DeadlineTimerWheel.TimerHandler expiry = this::onExpiry;
  private final DeadlineTimerWheel wheel;
  private long lastCorrelationId;

  CallTable(final long nowNs) {
    wheel = new DeadlineTimerWheel(TimeUnit.NANOSECONDS, nowNs, TICK_NS, TICKS_PER_WHEEL);
  }

  /** Queues a call that is new, or is to be sent again. */
  void queue(final PendingCall<?> call) {
    call.state(PendingCall.State.QUEUED);
    queued.add(call);
    schedule(call, call.giveUpAtNs());
  }

  /** The call that is to be sent first, or null. */
  PendingCall<?> nextToSend() {
    return queued.isEmpty() ? null : queued.iterator().next();
  }

  long nextCorrelationId() {
    return lastCorrelationId + 1;
  }

  /** The first queued call was sent with the next correlation id. */
  void sent(final PendingCall<?> call, final long nowNs) {
    lastCorrelationId++;
    queued.remove(call);
    call.sentAs(lastCorrelationId);
    sent.put(lastCorrelationId, call);
    schedule(call, call.attemptEndsAtNs(nowNs));
  }

  /** The call that waits for an answer, or null where it was given up. */
  PendingCall<?> waitingFor(final long correlationId) {
    return sent.get(correlationId);
  }

  /** A call waits before it is sent again. */
  void pause(final PendingCall<?> call, final long untilNs) {
    forget(call);
    call.state(PendingCall.State.PAUSED);
    schedule(call, untilNs);
  }

  /** A call is over, or changes its place. */
  void forget(final PendingCall<?> call) {
    if (call.state() == PendingCall.State.QUEUED) {
      queued.remove(call);
    } else if (call.state() == PendingCall.State.SENT) {
      sent.remove(call.correlationId());
    }
    cancel(call);
  }

  /** The calls that wait for answers, in the order sent. */
  List<PendingCall<?>> sentCalls() {
    final List<PendingCall<?>> calls = new ArrayList<>(sent.values());
    calls.sort(Comparator.comparingLong(PendingCall::correlationId));
    return calls;
  }

  /** All calls. */
  List<PendingCall<?>> allCalls() {
    return new ArrayList<>(timers.values());
  }

  /** The calls that are to be sent. */
  List<PendingCall<?>> queuedCalls() {
    return new ArrayList<>(queued);
  }

  /** Tells of calls that have waited long enough; each must be put somewhere or forgotten. */
  int expire(final long nowNs, final int limit, final Consumer<PendingCall<?>> overdue) {
    wheel.poll(nowNs, expiry, limit);
    final int count = expired.size();
    // Not in the wheel's own callback, because this schedules timers.
    expired.forEach(overdue);
    expired.clear();
    return count;
  }

  private boolean onExpiry(final TimeUnit unit, final long nowNs, final long timerId) {
    expired.add(timers.remove(timerId));
    return true;
  }

  private void schedule(final PendingCall<?> call, final long atNs) {
    cancel(call);
    final long timerId = wheel.scheduleTimer(atNs);
    call.timerId(timerId);
    timers.put(timerId, call);
  }

  private void cancel(final PendingCall<?> call) {
    if (timers.get(call.timerId()) == call) {
      timers.remove(call.timerId());
      wheel.cancelTimer(call.timerId());
    }
  }
}
