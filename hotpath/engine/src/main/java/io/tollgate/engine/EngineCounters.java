package io.tollgate.engine;

import io.aeron.Aeron;
import io.tollgate.engine.domain.decision.Reason;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The counters of one engine, all allocated at the start. Written by the engine thread only; read
 * by anybody.
 */
public final class EngineCounters implements AutoCloseable {
  private static final int REASON_CODES = 256;

  /** By type id, counted from the first one. */
  private final AtomicCounter[] counters =
      new AtomicCounter[EngineCounter.REFUSALS_TYPE_ID - EngineCounter.MIN_TYPE_ID];

  private final AtomicCounter[] refusals = new AtomicCounter[REASON_CODES];

  /** Allocates one counter. */
  @FunctionalInterface
  public interface Allocator {
    /**
     * Allocates.
     *
     * @param typeId of the registry.
     * @param key 4 bytes that tell counters of one type apart.
     * @param label for people.
     * @return the counter, at 0.
     */
    AtomicCounter allocate(int typeId, DirectBuffer key, String label);
  }

  /**
   * Allocates all counters.
   *
   * @param allocator gives them.
   */
  public EngineCounters(final Allocator allocator) {
    final UnsafeBuffer key = new UnsafeBuffer(new byte[Integer.BYTES]);
    for (final EngineCounter counter : EngineCounter.values()) {
      counters[counter.typeId() - EngineCounter.MIN_TYPE_ID] =
          allocator.allocate(counter.typeId(), key, counter.label());
    }
    for (final Reason reason : Reason.values()) {
      if (reason != Reason.OK) {
        key.putInt(0, reason.code(), ByteOrder.LITTLE_ENDIAN);
        refusals[reason.code()] =
            allocator.allocate(
                EngineCounter.REFUSALS_TYPE_ID, key, "tollgate: refused " + reason.name());
      }
    }
  }

  /**
   * Allocates all counters in a media driver's counters file.
   *
   * @param aeron client of the driver.
   * @return the counters.
   */
  public static EngineCounters inDriver(final Aeron aeron) {
    return new EngineCounters(
        (typeId, key, label) -> {
          final byte[] text = label.getBytes(StandardCharsets.US_ASCII);
          return aeron.addCounter(
              typeId, key, 0, key.capacity(), new UnsafeBuffer(text), 0, text.length);
        });
  }

  /** One of the counters. */
  public AtomicCounter get(final EngineCounter counter) {
    return counters[counter.typeId() - EngineCounter.MIN_TYPE_ID];
  }

  /** Adds one to a counter. */
  public void increment(final EngineCounter counter) {
    counters[counter.typeId() - EngineCounter.MIN_TYPE_ID].incrementRelease();
  }

  /** Sets a counter. */
  public void set(final EngineCounter counter, final long value) {
    counters[counter.typeId() - EngineCounter.MIN_TYPE_ID].setRelease(value);
  }

  /** Counts an answer. */
  public void answered(final int reasonCode) {
    increment(EngineCounter.REQUESTS);
    final AtomicCounter refused = refusals[reasonCode];
    if (refused == null) {
      increment(EngineCounter.ALLOWED);
    } else {
      refused.incrementRelease();
    }
  }

  /** How many answers gave a reason. */
  public long refused(final Reason reason) {
    return refusals[reason.code()].get();
  }

  /** Frees the counters in the driver's file. */
  @Override
  public void close() {
    CloseHelper.closeAll(counters);
    CloseHelper.closeAll(refusals);
  }
}
