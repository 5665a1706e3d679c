package io.tollgate.bench.scale;

import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.infra.record.FactEncoder;
import io.tollgate.engine.infra.state.HotState;
import io.tollgate.journal.JournalAppender;
import io.tollgate.journal.JournalBatch;

/**
 * Does to state and journal what the engine does with facts, in batches of one size and at a steady
 * rate of the engine's own time. One thread.
 */
final class RecordWriter implements AutoCloseable {
  private static final int BATCH_LENGTH = 256 * 1024;

  private final JournalAppender journal;
  private final HotState hot;
  private final FactApplier applier;
  private final JournalBatch batch = new JournalBatch(BATCH_LENGTH);
  private final Recorder recorder = new FactEncoder(batch);
  private final int recordsPerBatch;
  private final long batchIntervalNs;
  private long timeNs;

  /**
   * Opens journal and state.
   *
   * @param files that are nobody else's.
   * @param recordsPerBatch of every batch.
   * @param batchIntervalNs between two batches, by the engine's time.
   */
  RecordWriter(final GateFiles files, final int recordsPerBatch, final long batchIntervalNs) {
    this.recordsPerBatch = recordsPerBatch;
    this.batchIntervalNs = batchIntervalNs;
    journal = files.openJournal();
    hot = files.openState(journal);
    applier = new FactApplier(hot.state());
    timeNs = journal.lastTimeNs();
    begin();
  }

  private void begin() {
    timeNs += batchIntervalNs;
    applier.begin(timeNs);
    batch.begin(journal.lastBatchSequence() + 1, journal.lastPosition() + 1, timeNs);
  }

  /** Takes facts, whose records go into the batch. */
  Recorder recorder() {
    return recorder;
  }

  /** Applies facts; each is recorded after it. */
  FactApplier applier() {
    return applier;
  }

  GateState state() {
    return hot.state();
  }

  /** A record is complete: the journal gets the batch if it is full. */
  void next() {
    if (batch.recordCount() == recordsPerBatch) {
      flush();
      begin();
    }
  }

  private void flush() {
    applier.end();
    if (!batch.isEmpty()) {
      journal.append(batch);
    }
    hot.state().undo().commit();
  }

  /** Writes the last batch and leaves everything as a clean end of the engine does. */
  @Override
  public void close() {
    flush();
    journal.close();
    hot.closeClean();
  }
}
