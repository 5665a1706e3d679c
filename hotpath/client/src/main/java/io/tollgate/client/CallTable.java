package io.tollgate.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The calls that have no reply yet: which are to be sent, which wait for which answer, and when
 * each has waited long enough. As many as the client lets in. The client's thread only.
 */
final class CallTable {
  /** Whose time is up first; the difference, because the clock may start anywhere. */
  private static final Comparator<PendingCall<?>> BY_DUE_TIME =
      (one, other) -> {
        final int order = Long.signum(one.dueAtNs() - other.dueAtNs());
        return order == 0 ? Long.compare(one.number(), other.number()) : order;
      };

  private final Set<PendingCall<?>> queued = new LinkedHashSet<>();
  private final Long2ObjectHashMap<PendingCall<?>> sent = new Long2ObjectHashMap<>();
  private final NavigableSet<PendingCall<?>> due = new TreeSet<>(BY_DUE_TIME);
  private final List<PendingCall<?>> overdue = new ArrayList<>();
  private long lastCorrelationId;
  private long lastNumber;

  /** Queues a call that is new, or is to be sent again. */
  void queue(final PendingCall<?> call) {
    if (call.number() == 0) {
      lastNumber++;
      call.number(lastNumber);
    }
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
    due.remove(call);
  }

  /** The calls that wait for answers, in the order sent. */
  List<PendingCall<?>> sentCalls() {
    final List<PendingCall<?>> calls = new ArrayList<>(sent.values());
    calls.sort(Comparator.comparingLong(PendingCall::correlationId));
    return calls;
  }

  /** All calls. */
  List<PendingCall<?>> allCalls() {
    return new ArrayList<>(due);
  }

  /** The calls that are to be sent. */
  List<PendingCall<?>> queuedCalls() {
    return new ArrayList<>(queued);
  }

  /** Tells of calls that have waited long enough; each must be put somewhere or forgotten. */
  int expire(final long nowNs, final int limit, final Consumer<PendingCall<?>> handler) {
    while (overdue.size() < limit && !due.isEmpty() && due.first().dueAtNs() - nowNs <= 0) {
      overdue.add(due.pollFirst());
    }
    final int count = overdue.size();
    // Only now, because the handler changes when calls are due.
    overdue.forEach(handler);
    overdue.clear();
    return count;
  }

  private void schedule(final PendingCall<?> call, final long atNs) {
    due.remove(call);
    call.dueAtNs(atNs);
    due.add(call);
  }
}
