package io.tollgate.engine.infra.latency;

import io.tollgate.latency.Timed;
import io.tollgate.latency.TimedHistograms;
import io.tollgate.sbe.gate.AgentQueryDecoder;
import io.tollgate.sbe.gate.AppendEventDecoder;
import io.tollgate.sbe.gate.BulkCheckDecoder;
import io.tollgate.sbe.gate.CheckDecoder;
import io.tollgate.sbe.gate.CommitDecoder;
import io.tollgate.sbe.gate.ConsumeDecoder;
import io.tollgate.sbe.gate.PermissionQueryDecoder;
import io.tollgate.sbe.gate.RegisterAgentDecoder;
import io.tollgate.sbe.gate.ReleaseDecoder;
import io.tollgate.sbe.gate.ReserveDecoder;
import io.tollgate.sbe.gate.StatusQueryDecoder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Times duty cycles by the one clock reading that each of them makes anyway. A cycle that decided
 * something is followed by the next one at once (idle strategies do nothing after work), so that
 * one's reading is this one's end; see {@link Timed} for what the times mean. Requests that were
 * refused before anything was decided, such as malformed ones, are not timed.
 *
 * <p>The engine thread records into one of two sets of histograms: a time and a count for each kind
 * of request, once a cycle. It allocates nothing and takes no lock. Another thread asks for the
 * sets to be exchanged; the engine does so at its next cycle; from then on until the next exchange
 * the other thread owns the set that was filled. Neither waits for the other.
 */
public final class CycleLatency {
  /** Every template id of the schema is below; one bit each in a long. */
  private static final int TEMPLATES = Long.SIZE;

  private static final byte[] INDICES = indices();
  private static final int WAIT = Timed.WAIT.index();

  private final TimedHistograms[] sets = {new TimedHistograms(), new TimedHistograms()};

  /** Exchanges asked for; written by the reading thread. */
  private final AtomicLong wanted = new AtomicLong();

  /** Exchanges made; written by the engine thread. Set number {@code made & 1} is recorded into. */
  private final AtomicLong made = new AtomicLong();

  /** Requests of the cycle, by template id. */
  private final int[] counts = new int[TEMPLATES];

  private TimedHistograms recorded = sets[0];

  /** Template ids that the cycle has requests of. */
  private long taken;

  private long startNs;
  private long waitNs;

  private static byte[] indices() {
    final byte[] indices = new byte[TEMPLATES];
    Arrays.fill(indices, (byte) Timed.QUERY.index());
    put(indices, CheckDecoder.TEMPLATE_ID, Timed.CHECK);
    put(indices, BulkCheckDecoder.TEMPLATE_ID, Timed.BULK_CHECK);
    put(indices, ConsumeDecoder.TEMPLATE_ID, Timed.CONSUME);
    put(indices, ReserveDecoder.TEMPLATE_ID, Timed.RESERVE);
    put(indices, CommitDecoder.TEMPLATE_ID, Timed.COMMIT);
    put(indices, ReleaseDecoder.TEMPLATE_ID, Timed.RELEASE);
    put(indices, AgentQueryDecoder.TEMPLATE_ID, Timed.QUERY);
    put(indices, PermissionQueryDecoder.TEMPLATE_ID, Timed.QUERY);
    put(indices, StatusQueryDecoder.TEMPLATE_ID, Timed.QUERY);
    for (int id = RegisterAgentDecoder.TEMPLATE_ID; id <= AppendEventDecoder.TEMPLATE_ID; id++) {
      put(indices, id, Timed.COMMAND);
    }
    return indices;
  }

  private static void put(final byte[] indices, final int templateId, final Timed timed) {
    indices[templateId] = (byte) timed.index();
  }

  /**
   * Begins to time; engine thread.
   *
   * @param nowNs monotonic.
   */
  public void start(final long nowNs) {
    startNs = nowNs;
  }

  /**
   * A cycle begins, and the one before has ended; engine thread.
   *
   * @param nowNs the cycle's clock reading, monotonic.
   */
  public void cycle(final long nowNs) {
    final long cycleNs = nowNs - startNs;
    startNs = nowNs;
    if (taken != 0) {
      record(cycleNs);
    }
    waitNs = cycleNs;
    final long exchanges = wanted.getAcquire();
    if (exchanges != made.getPlain()) {
      recorded = sets[(int) (exchanges & 1)];
      made.setRelease(exchanges);
    }
  }

  private void record(final long cycleNs) {
    final TimedHistograms into = recorded;
    int requests = 0;
    long rest = taken;
    taken = 0;
    do {
      final int templateId = Long.numberOfTrailingZeros(rest);
      rest &= rest - 1;
      final int count = counts[templateId];
      counts[templateId] = 0;
      requests += count;
      into.record(INDICES[templateId], cycleNs, count);
    } while (rest != 0);
    into.record(WAIT, waitNs, requests);
  }

  /**
   * The cycle decided a request; engine thread.
   *
   * @param templateId of the message, one of the schema's.
   */
  public void decided(final int templateId) {
    counts[templateId & (TEMPLATES - 1)]++;
    taken |= 1L << templateId;
  }

  /** Asks for an exchange, unless one is asked for already; reading thread. */
  void exchange() {
    if (isExchanged()) {
      sets[(int) ((made.getPlain() + 1) & 1)].reset();
      wanted.setRelease(made.getPlain() + 1);
    }
  }

  /** Whether the exchange that was asked for last was made; reading thread. */
  boolean isExchanged() {
    return made.getAcquire() == wanted.getPlain();
  }

  /** What was filled until the last exchange; the reading thread's until it asks for another. */
  TimedHistograms filled() {
    return sets[(int) ((made.getPlain() + 1) & 1)];
  }

  /** What is filled now: only when the engine thread has ended. */
  TimedHistograms unfinished() {
    return sets[(int) (made.getAcquire() & 1)];
  }
}
