package io.tollgate.bench.rig;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.agrona.concurrent.NanoClock;

/**
 * An exchange and the clock of its world: each offer and each poll takes its time, and answers come
 * so long after their requests.
 */
final class ScriptedExchange implements Exchange, NanoClock {
  private record Sent(long correlationId, long dueNs) {}

  private final long stepNs;
  private final long answerAfterNs;
  private final Queue<Sent> unanswered = new ArrayDeque<>();
  private final List<Long> correlationIds = new ArrayList<>();
  private long nowNs = 1_000;
  private long fullUntilNs;
  private long silentFromNs = Long.MAX_VALUE;
  private int mostUnanswered;
  private boolean refuses;

  ScriptedExchange(final long stepNs, final long answerAfterNs) {
    this.stepNs = stepNs;
    this.answerAfterNs = answerAfterNs;
  }

  /** Takes no requests until then. */
  void fullUntil(final long timeNs) {
    fullUntilNs = timeNs;
  }

  /** Gives no answers from then on. */
  void silentFrom(final long timeNs) {
    silentFromNs = timeNs;
  }

  /** Refuses all requests in its answers. */
  void refuse() {
    refuses = true;
  }

  List<Long> correlationIds() {
    return correlationIds;
  }

  int mostUnanswered() {
    return mostUnanswered;
  }

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public boolean offer(final long correlationId) {
    nowNs += stepNs;
    if (nowNs < fullUntilNs) {
      return false;
    }
    correlationIds.add(correlationId);
    unanswered.add(new Sent(correlationId, nowNs + answerAfterNs));
    mostUnanswered = Math.max(mostUnanswered, unanswered.size());
    return true;
  }

  @Override
  public int poll(final Listener listener, final int limit) {
    nowNs += stepNs;
    int count = 0;
    while (count < limit
        && nowNs < silentFromNs
        && !unanswered.isEmpty()
        && unanswered.peek().dueNs() <= nowNs) {
      listener.onAnswer(unanswered.remove().correlationId(), !refuses);
      count++;
    }
    return count;
  }

  @Override
  public void close() {}
}
