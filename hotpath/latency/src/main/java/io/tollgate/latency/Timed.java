package io.tollgate.latency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a running engine times. An operation's time is that of the duty cycle that decided the
 * request, from the cycle's clock reading to the next one's, which follows at once: taking the
 * requests, deciding them all, the journal's append, the release of the answers, and what is tidied
 * up after that. A cycle's requests share its time, since their answers are released together; so
 * it is at the most this for each of them.
 *
 * <p>It holds no waiting in the client's buffer before that; {@link #WAIT} bounds it. What a client
 * sees is at the most the sum of both, and its own way to the buffers.
 */
public enum Timed {
  CHECK(0),
  /** One message, however many checks it asks for. */
  BULK_CHECK(1),
  CONSUME(2),
  RESERVE(3),
  COMMIT(4),
  RELEASE(5),
  /** Every change of agents, keys, links, limits, permissions, prices, and events of products. */
  COMMAND(6),
  QUERY(7),
  /**
   * For each request of a cycle: the time from the clock reading of the cycle before. The request
   * came after that cycle had looked for it, so it waited no longer; unless that cycle left
   * requests behind, because it was full or a client had more of them than one cycle takes. What
   * delays many requests, such as a stall, is seen here by all those that came during it.
   */
  WAIT(8);

  private static final List<Timed> OPERATIONS =
      Arrays.stream(values()).filter(timed -> timed != WAIT).toList();

  private final int index;
  private final String id = name().toLowerCase(Locale.ROOT);

  Timed(final int index) {
    this.index = index;
  }

  /** Its place in arrays, counted from 0 without a gap. */
  public int index() {
    return index;
  }

  /** Its name in logs, metrics and on the command line. */
  public String id() {
    return id;
  }

  /** All but {@link #WAIT}. */
  public static List<Timed> operations() {
    return OPERATIONS;
  }
}
