package io.tollgate.bench.rig;

import java.util.List;
import org.agrona.CloseHelper;

/** Several exchanges that are used in turn, as one. */
final class RoundRobin implements Exchange {
  private final Exchange[] exchanges;
  private int next;

  private RoundRobin(final List<Exchange> exchanges) {
    this.exchanges = exchanges.toArray(Exchange[]::new);
  }

  static Exchange of(final List<Exchange> exchanges) {
    return exchanges.size() == 1 ? exchanges.get(0) : new RoundRobin(exchanges);
  }

  @Override
  public boolean offer(final long correlationId) {
    if (!exchanges[next].offer(correlationId)) {
      return false;
    }
    next = next + 1 == exchanges.length ? 0 : next + 1;
    return true;
  }

  @Override
  public int poll(final Listener listener, final int limit) {
    int count = 0;
    for (final Exchange exchange : exchanges) {
      count += exchange.poll(listener, limit);
    }
    return count;
  }

  @Override
  public void close() {
    CloseHelper.closeAll(exchanges);
  }
}
