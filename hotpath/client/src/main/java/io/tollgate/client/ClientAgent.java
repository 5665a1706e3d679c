package io.tollgate.client;

import io.tollgate.engine.domain.decision.Reason;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.NanoClock;

/**
 * The client's own thread: takes calls from all others, sends them in the one session, completes
 * them. Every call ends: with what the gate said, or refused.
 */
final class ClientAgent implements Agent {
  private static final int ANSWER_LIMIT = 256;
  private static final int OVERDUE_LIMIT = 256;
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Refusals of the gate after which nothing was decided and the same request may succeed. */
  private static final Set<Reason> PASSING =
      EnumSet.of(Reason.OVERLOADED, Reason.UNAVAILABLE, Reason.JOURNAL_UNAVAILABLE);

  private final NanoClock clock;
  private final String roleName;
  private final int maxCalls;
  private final Queue<PendingCall<?>> submitted;
  private final AtomicInteger underWay = new AtomicInteger();
  private final GateConnection connection;
  private final CallTable calls = new CallTable();
  private final ClientCounters counters;
  private final Runnable onConnect;
  private final ReplyReader replies = new ReplyReader(this::onReply);
  private volatile boolean isConnected;
  private volatile boolean isClosed;
  private long nowNs;

  ClientAgent(
      final TollgateClient.Context context,
      final ClientCounters counters,
      final Runnable onConnect) {
    this.clock = context.nanoClock();
    this.roleName = context.clientName();
    this.maxCalls = context.maxCalls();
    this.submitted = new ManyToOneConcurrentArrayQueue<>(maxCalls);
    this.nowNs = clock.nanoTime();
    this.connection = new GateConnection(context, nowNs);
    this.counters = counters;
    this.onConnect = onConnect;
  }

  /** Takes a call, or refuses it at once. Any thread. */
  void submit(final PendingCall<?> call) {
    if (isClosed) {
      refuseUncounted(call, Reason.UNAVAILABLE);
      return;
    }
    if (underWay.incrementAndGet() > maxCalls || !submitted.offer(call)) {
      underWay.decrementAndGet();
      refuseUncounted(call, Reason.OVERLOADED);
      return;
    }
    if (isClosed) {
      // The agent may have looked at the queue for the last time before this call was in it.
      refuseUncounted(call, Reason.UNAVAILABLE);
    }
  }

  private void refuseUncounted(final PendingCall<?> call, final Reason reason) {
    counters.refused(reason);
    call.refuse(reason);
  }

  /** Whether there is a session with the gate. Any thread. */
  boolean isConnected() {
    return isConnected;
  }

  @Override
  public int doWork() {
    nowNs = clock.nanoTime();
    int work = connection.doWork(nowNs);
    noteConnection();
    work += takeSubmitted();
    work += calls.expire(nowNs, OVERDUE_LIMIT, this::onOverdue);
    work += send();
    if (connection.isUp()) {
      work += connection.session().poll(replies, ANSWER_LIMIT);
    }
    return work;
  }

  private void noteConnection() {
    final boolean isUp = connection.isUp();
    if (isUp == isConnected) {
      return;
    }
    if (isUp) {
      counters.connected();
      onConnect.run();
    } else {
      onDisconnect();
    }
    isConnected = isUp;
  }

  private int takeSubmitted() {
    int count = 0;
    PendingCall<?> call;
    while (count < ANSWER_LIMIT && (call = submitted.poll()) != null) {
      count++;
      if (connection.isUp() || call.mayWait()) {
        calls.queue(call);
      } else {
        refuse(call, Reason.UNAVAILABLE);
      }
    }
    return count;
  }

  private int send() {
    int count = 0;
    PendingCall<?> call;
    while (connection.isUp() && count < ANSWER_LIMIT && (call = calls.nextToSend()) != null) {
      final OfferResult result = offer(call);
      if (result == null) {
        refuse(call, Reason.MESSAGE_TOO_LONG);
      } else if (result.isSent()) {
        calls.sent(call, nowNs);
        counters.sent();
        count++;
      } else if (result.mayRetry()) {
        return count;
      } else {
        connection.drop(nowNs);
        noteConnection();
      }
    }
    return count;
  }

  private OfferResult offer(final PendingCall<?> call) {
    try {
      return call.request().offerTo(connection.session(), calls.nextCorrelationId());
    } catch (final IllegalArgumentException e) {
      // Longer than the channel's MTU: Aeron says so before it claims anything.
      return null;
    }
  }

  private void onReply(final long correlationId, final GateReply reply) {
    final PendingCall<?> call = calls.waitingFor(correlationId);
    if (call == null) {
      counters.late();
      return;
    }
    if (PASSING.contains(reply.reason()) && call.mayRepeat(nowNs + PAUSE_NS)) {
      counters.repeated();
      calls.pause(call, nowNs + PAUSE_NS);
      return;
    }
    calls.forget(call);
    underWay.decrementAndGet();
    counters.answered();
    call.complete(reply);
  }

  private void onOverdue(final PendingCall<?> call) {
    if (call.state() == PendingCall.State.PAUSED) {
      calls.queue(call);
    } else if (call.state() == PendingCall.State.SENT && call.mayRepeat(nowNs)) {
      repeat(call);
    } else if (call.wasSent()) {
      refuse(call, Reason.TIMEOUT);
    } else {
      refuse(call, connection.isUp() ? Reason.OVERLOADED : Reason.UNAVAILABLE);
    }
  }

  private void repeat(final PendingCall<?> call) {
    counters.repeated();
    calls.forget(call);
    calls.queue(call);
  }

  private void onDisconnect() {
    for (final PendingCall<?> call : calls.queuedCalls()) {
      if (!call.mayWait()) {
        refuse(call, Reason.UNAVAILABLE);
      }
    }
    for (final PendingCall<?> call : calls.sentCalls()) {
      if (call.mayRepeat(nowNs)) {
        repeat(call);
      } else {
        refuse(call, Reason.UNAVAILABLE);
      }
    }
  }

  private void refuse(final PendingCall<?> call, final Reason reason) {
    calls.forget(call);
    underWay.decrementAndGet();
    counters.refused(reason);
    call.refuse(reason);
  }

  @Override
  public void onClose() {
    isClosed = true;
    isConnected = false;
    connection.close();
    PendingCall<?> call;
    while ((call = submitted.poll()) != null) {
      refuse(call, Reason.UNAVAILABLE);
    }
    for (final PendingCall<?> open : calls.allCalls()) {
      refuse(open, Reason.UNAVAILABLE);
    }
  }

  @Override
  public String roleName() {
    return roleName;
  }
}
