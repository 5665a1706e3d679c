package io.tollgate.bench.rig;

import io.aeron.Aeron;
import io.tollgate.client.AnswerHandler;
import io.tollgate.client.GateChannels;
import io.tollgate.client.GateSession;
import io.tollgate.client.OfferResult;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.sbe.gate.AnswerDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks a gate through the client's own session, one agent after the other. */
final class GateExchange implements Exchange, AnswerHandler {
  private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
  private static final short ALLOW = 1;

  private final GateSession session;
  private final RequestKind kind;
  private final Chain[] chains;
  private final long eventIdHigh;
  private Listener listener;
  private int next;
  private long events;

  GateExchange(
      final Aeron aeron, final RequestKind kind, final List<Chain> chains, final long eventIdHigh) {
    this.session = GateSession.connect(aeron, GateChannels.ipc(), CONNECT_TIMEOUT_NS);
    this.kind = kind;
    this.chains = chains.toArray(Chain[]::new);
    this.eventIdHigh = eventIdHigh;
  }

  @Override
  public boolean offer(final long correlationId) {
    final Chain chain = chains[next];
    final OfferResult result =
        kind == RequestKind.CONSUME_3
            ? session.offerConsume(
                correlationId,
                chain,
                eventIdHigh,
                events + 1,
                Population.PERMISSION,
                0,
                Population.RESOURCE.code(),
                1,
                1,
                Population.PRICE_ID)
            : session.offerCheck(correlationId, chain, Population.PERMISSION, 0);
    if (result.isSent()) {
      events++;
      next = next + 1 == chains.length ? 0 : next + 1;
      return true;
    }
    if (!result.mayRetry()) {
      throw new IllegalStateException("the gate takes nothing any more: " + result);
    }
    return false;
  }

  @Override
  public int poll(final Listener to, final int limit) {
    listener = to;
    return session.poll(this, limit);
  }

  @Override
  public void onAnswer(final AnswerDecoder answer) {
    listener.onAnswer(answer.correlationId(), answer.decision() == ALLOW);
  }

  @Override
  public void close() {
    session.close();
  }
}
