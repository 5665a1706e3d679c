package io.tollgate.engine.infra.session;

import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.EngineCounters;
import io.tollgate.engine.infra.cycle.RequestHandler;
import java.util.Queue;

/**
 * Polls the connected clients in turn, the first one being another in each cycle, a bounded number
 * of requests each. Engine thread only; allocates nothing.
 */
public final class SessionPoller {
  private final Queue<ClientSession> arrivals;
  private final Queue<ClientSession> departures;
  private final ClientSession[] sessions;
  private final int fragmentLimit;
  private final long stallTimeoutNs;
  private final EngineCounters counters;
  private int count;
  private int first;

  SessionPoller(
      final Queue<ClientSession> arrivals,
      final Queue<ClientSession> departures,
      final int maxSessions,
      final int fragmentLimit,
      final long stallTimeoutNs,
      final EngineCounters counters) {
    this.arrivals = arrivals;
    this.departures = departures;
    this.sessions = new ClientSession[maxSessions];
    this.fragmentLimit = fragmentLimit;
    this.stallTimeoutNs = stallTimeoutNs;
    this.counters = counters;
  }

  /**
   * Takes requests of all clients, until the cycle is full.
   *
   * @param nowNs monotonic time: a wall clock that is stepped must close nobody.
   * @return how much was done.
   */
  public int poll(final long nowNs) {
    int work = welcome();
    final int clients = count;
    int at = first;
    for (int i = 0; i < clients; i++) {
      final ClientSession session = sessions[at];
      work += session.poll(nowNs, fragmentLimit);
      if (session.lastOutcome() == RequestHandler.Outcome.CYCLE_FULL) {
        first = at;
        return work + dismiss(nowNs);
      }
      if (session.lastOutcome() == RequestHandler.Outcome.NO_ROOM_FOR_ANSWER) {
        counters.increment(EngineCounter.BACK_PRESSURE);
      }
      at = next(at, clients);
    }
    first = next(first, clients);
    return work + dismiss(nowNs);
  }

  /** Without a division, which would be the longest thing that an idle cycle does. */
  private static int next(final int index, final int clients) {
    return index + 1 >= clients ? 0 : index + 1;
  }

  private int welcome() {
    if (count == sessions.length) {
      return 0;
    }
    final ClientSession session = arrivals.poll();
    if (session == null) {
      return 0;
    }
    sessions[count] = session;
    count++;
    counters.set(EngineCounter.SESSIONS, count);
    return 1;
  }

  private int dismiss(final long nowNs) {
    int dismissed = 0;
    for (int i = count - 1; i >= 0; i--) {
      final boolean isStalled = sessions[i].stalledNs(nowNs) > stallTimeoutNs;
      if ((isStalled || sessions[i].isGone()) && departures.offer(sessions[i])) {
        if (isStalled) {
          counters.increment(EngineCounter.SESSIONS_STALLED);
        }
        count--;
        sessions[i] = sessions[count];
        sessions[count] = null;
        dismissed++;
      }
    }
    if (dismissed > 0) {
      first = first < count ? first : 0;
      counters.set(EngineCounter.SESSIONS, count);
    }
    return dismissed;
  }
}
