package io.tollgate.ops.demo;

import io.tollgate.engine.domain.decision.Reason;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * A gate in memory that decides each id once, answers late, and can be made to break: what was
 * decided stays decided, but answers that were under way are lost.
 */
final class RememberingGate implements GateLine {

  final Map<Long, Reason> reserved = new HashMap<>();
  final Map<Long, Long> committed = new HashMap<>();
  int connects;
  int refuseEvery = Integer.MAX_VALUE;
  int breakEvery = Integer.MAX_VALUE;
  int overloadedEvery = Integer.MAX_VALUE;
  boolean forgets;

  private final Queue<Runnable> underWay = new ArrayDeque<>();
  private AnswerHandler handler;
  private boolean connected;
  private int offers;

  @Override
  public boolean reserve(
      final long correlationId,
      final int agent,
      final long idHigh,
      final long idLow,
      final long contextTokens,
      final long outputTokens) {
    if (!accepts()) {
      return false;
    }
    if (offers % overloadedEvery == 0) {
      answer(correlationId, Reason.OVERLOADED);
      return true;
    }
    answer(
        correlationId,
        reserved.computeIfAbsent(
            idLow, id -> id % refuseEvery == 0 ? Reason.BUDGET_EXCEEDED : Reason.OK));
    return true;
  }

  @Override
  public boolean commit(
      final long correlationId,
      final int agent,
      final long idHigh,
      final long idLow,
      final long contextTokens,
      final long outputTokens) {
    if (!accepts()) {
      return false;
    }
    if (forgets || reserved.get(idLow) != Reason.OK) {
      answer(correlationId, Reason.RESERVATION_UNKNOWN);
      return true;
    }
    committed.putIfAbsent(idLow, contextTokens + outputTokens);
    answer(correlationId, Reason.OK);
    return true;
  }

  private boolean accepts() {
    return connected && ++offers % 7 != 0; // back pressure now and then
  }

  private void answer(final long correlationId, final Reason reason) {
    underWay.add(() -> handler.onAnswer(correlationId, reason));
    if (offers % breakEvery == 0) {
      underWay.clear();
      connected = false;
    }
  }

  @Override
  public int poll(final AnswerHandler answers) {
    handler = answers;
    final Runnable next = underWay.poll();
    if (next != null) {
      next.run();
    }
    return next == null ? 0 : 1;
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public boolean connect() {
    connects++;
    connected = true;
    return true;
  }

  @Override
  public void close() {
    connected = false;
  }
}
