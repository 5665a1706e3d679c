package io.tollgate.engine;

import io.aeron.Aeron;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.Table;
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
  private final AtomicCounter[] records = new AtomicCounter[Table.values().length];
  private final AtomicCounter[] capacities = new AtomicCounter[Table.values().length];

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
    for (final Table table : Table.values()) {
      if (table.isCounted()) {
        key.putInt(0, table.number(), ByteOrder.LITTLE_ENDIAN);
        records[table.number()] =
            allocator.allocate(
                EngineCounter.TABLE_RECORDS_TYPE_ID, key, "tollgate: records " + table.fileName());
        capacities[table.number()] =
            allocator.allocate(
                EngineCounter.TABLE_CAPACITY_TYPE_ID,
                key,
                "tollgate: capacity " + table.fileName());
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

  /** Counts answers that allow. */
  public void allowed(final int answers) {
    get(EngineCounter.REQUESTS).getAndAddRelease(answers);
    get(EngineCounter.ALLOWED).getAndAddRelease(answers);
  }

  /** How many answers gave a reason. */
  public long refused(final Reason reason) {
    return refusals[reason.code()].get();
  }

  /** Sets how many records a table holds; only of one that is counted. */
  public void records(final Table table, final int value) {
    records[table.number()].setRelease(value);
  }

  /** Sets how many records a table can hold; only of one that is counted. */
  public void capacity(final Table table, final int value) {
    capacities[table.number()].setRelease(value);
  }

  /** How many records a table that is counted held lately. */
  public long records(final Table table) {
    return records[table.number()].get();
  }

  /** Frees the counters in the driver's file. */
  @Override
  public void close() {
    CloseHelper.closeAll(counters);
    CloseHelper.closeAll(refusals);
    CloseHelper.closeAll(records);
    CloseHelper.closeAll(capacities);
  }
}
