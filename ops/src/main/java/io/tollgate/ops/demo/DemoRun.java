package io.tollgate.ops.demo;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.IntArrayQueue;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Sends the trace through the gate: each request reserves its context and an output ceiling, then
 * commits what it really used. When the gate goes away it waits for it to come back and sends what
 * was not answered again, under the same ids: the gate answers what it had decided. One thread.
 */
final class DemoRun implements GateLine.AnswerHandler {

  /** Without any answer for this long, with requests open, the line counts as broken. */
  static final long SILENCE_LIMIT_NS = TimeUnit.SECONDS.toNanos(5);

  /** The gate has this long to come back. */
  static final long OUTAGE_LIMIT_NS = TimeUnit.MINUTES.toNanos(5);

  private static final long RETRY_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int MAX_BURST = 16;

  private final DemoPlan plan;
  private final DemoPace pace;
  private final GateLine line;
  private final NanoClock clock;
  private final IdleStrategy idle;
  private final long runId;
  private final DemoProgress progress;
  private final RequestStates states;
  private final DemoLatencies latencies = new DemoLatencies();
  private final IntArrayQueue toSend = new IntArrayQueue();

  private long startNs;
  private long lastAnswerNs;
  private long retryNotBeforeNs;
  private int nextRequest;
  private int open;
  private int reconnects;

  DemoRun(
      final DemoPlan plan,
      final DemoPace pace,
      final GateLine line,
      final NanoClock clock,
      final IdleStrategy idle,
      final long runId,
      final DemoProgress progress) {
    this.plan = plan;
    this.pace = pace;
    this.line = line;
    this.clock = clock;
    this.idle = idle;
    this.runId = runId;
    this.progress = progress;
    this.states = new RequestStates(plan.requests().size());
  }

  /**
   * Runs to the end of the trace.
   *
   * @return what became of each request
   * @throws CliException where the gate stays away, or answers what it never should
   */
  DemoOutcome run() {
    awaitLine();
    startNs = clock.nanoTime();
    lastAnswerNs = startNs;
    while (states.done() < plan.requests().size()) {
      final int work = line.poll(this) + sendWaiting() + startDue();
      if (!line.isConnected() || isSilent()) {
        recover();
      }
      progress.update(states.done(), plan.requests().size());
      idle.idle(work);
    }
    final long elapsedNs = clock.nanoTime() - startNs;
    return new DemoOutcome(plan, states, latencies, elapsedNs, reconnects);
  }

  private boolean isSilent() {
    return open > 0 && clock.nanoTime() - lastAnswerNs > SILENCE_LIMIT_NS;
  }

  /** Starts the requests whose time has come, as far as the window lets. */
  private int startDue() {
    final long nowNs = clock.nanoTime();
    int started = 0;
    while (nextRequest < plan.requests().size()
        && started < MAX_BURST
        && open < pace.window()
        && pace.dueNs(plan.requests().get(nextRequest), startNs) <= nowNs) {
      final int request = nextRequest++;
      states.intend(request, pace.intendedNs(plan.requests().get(request), startNs, nowNs));
      states.set(request, RequestStates.RESERVING);
      open++;
      toSend.add(request);
      started++;
    }
    return started + sendWaiting();
  }

  private int sendWaiting() {
    int sent = 0;
    if (retryNotBeforeNs != 0 && clock.nanoTime() < retryNotBeforeNs) {
      return 0;
    }
    retryNotBeforeNs = 0;
    while (!toSend.isEmpty() && send(toSend.peekInt())) {
      toSend.pollInt();
      sent++;
    }
    return sent;
  }

  private boolean send(final int request) {
    final TraceRequest traced = plan.requests().get(request);
    final int agent = plan.fleet().agentOf(request);
    final long idLow = request + 1L;
    final long correlationId = correlationId(request);
    if (open == 0) {
      lastAnswerNs = clock.nanoTime();
    }
    if (states.get(request) == RequestStates.RESERVING) {
      return line.reserve(
          correlationId, agent, runId, idLow, traced.contextTokens(), plan.outputCeiling());
    }
    return line.commit(
        correlationId, agent, runId, idLow, traced.contextTokens(), traced.generatedTokens());
  }

  @Override
  public void onAnswer(final long correlationId, final Reason reason) {
    final int request = (int) (correlationId >> 1);
    if (correlationId != correlationId(request)) {
      return; // of a step that is over: it was sent twice around an outage
    }
    final long nowNs = clock.nanoTime();
    lastAnswerNs = nowNs;
    if (isTransient(reason)) {
      retryNotBeforeNs = nowNs + RETRY_DELAY_NS;
      toSend.add(request);
      return;
    }
    if (states.get(request) == RequestStates.RESERVING) {
      onReserveAnswer(request, reason, nowNs);
    } else if (states.get(request) == RequestStates.COMMITTING) {
      onCommitAnswer(request, reason, nowNs);
    }
  }

  /** Names the request and its step, so that a late answer is not taken for another's. */
  private long correlationId(final int request) {
    return ((long) request << 1) | (states.get(request) == RequestStates.COMMITTING ? 1 : 0);
  }

  private void onReserveAnswer(final int request, final Reason reason, final long nowNs) {
    latencies.reserve(nowNs - states.intendedNs(request));
    if (reason == Reason.OK) {
      states.set(request, RequestStates.COMMITTING);
      states.intend(request, nowNs);
      toSend.add(request);
    } else {
      states.refuse(request, reason);
      open--;
    }
  }

  private void onCommitAnswer(final int request, final Reason reason, final long nowNs) {
    latencies.commit(nowNs - states.intendedNs(request));
    open--;
    if (reason == Reason.OK || (reconnects > 0 && isSettledBefore(reason))) {
      states.set(request, RequestStates.COMMITTED);
    } else if (reason == Reason.RESERVATION_EXPIRED) {
      states.refuse(request, reason);
    } else {
      throw CliException.failure(
          "the gate granted request " + (request + 1) + " and then refused its commit: " + reason);
    }
  }

  /** After an outage the gate may have forgotten a commit whose answer was lost; sums will tell. */
  private static boolean isSettledBefore(final Reason reason) {
    return reason == Reason.RESERVATION_SETTLED || reason == Reason.RESERVATION_UNKNOWN;
  }

  private static boolean isTransient(final Reason reason) {
    return switch (reason) {
      case OVERLOADED,
          UNAVAILABLE,
          TIMEOUT,
          JOURNAL_UNAVAILABLE,
          DISK_FULL,
          TABLE_FULL,
          AGENT_SHARE_EXCEEDED ->
          true;
      default -> false;
    };
  }

  private void recover() {
    reconnects++;
    progress.say("the gate is away; waiting for it (start it with: ops/tollgate up)");
    awaitLine();
    progress.say("the gate is back; sending again what was not answered");
    toSend.clear();
    for (int request = 0; request < nextRequest; request++) {
      if (states.isOpen(request)) {
        toSend.add(request);
      }
    }
    lastAnswerNs = clock.nanoTime();
  }

  private void awaitLine() {
    final long deadlineNs = clock.nanoTime() + OUTAGE_LIMIT_NS;
    while (!line.connect()) {
      if (clock.nanoTime() - deadlineNs > 0) {
        throw new CliException(
            ExitCode.UNAVAILABLE,
            "the gate did not come back within "
                + TimeUnit.NANOSECONDS.toMinutes(OUTAGE_LIMIT_NS)
                + " minutes");
      }
    }
  }
}
