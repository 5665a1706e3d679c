package io.tollgate.engine.infra.recovery;

import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.infra.record.FactDecoder;
import io.tollgate.engine.infra.state.HotState;
import io.tollgate.journal.JournalReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an empty state to where the journal is, by what the journal says and nothing else. */
public final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final long PROGRESS_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);

  private final GateState state;
  private final FactApplier applier;
  private final FactDecoder decoder;
  private boolean isBatchOpen;
  private long records;

  private Replay(final GateState state) {
    this.state = state;
    this.applier = new FactApplier(state);
    this.decoder = new FactDecoder(new ReplayRecorder(applier));
  }

  /**
   * Replays a journal.
   *
   * @param journal its directory.
   * @param state that is empty; afterwards it is as of the last record wanted.
   * @param lastPosition of the last record wanted.
   * @return how many records there were.
   * @throws IllegalStateException if the journal does not begin at its first record, does not reach
   *     the last one wanted, or holds a record that this software does not know.
   */
  public static long run(final Path journal, final GateState state, final long lastPosition) {
    final Replay replay = new Replay(state);
    try (JournalReader reader = JournalReader.open(journal)) {
      replay.follow(reader, lastPosition);
    }
    if (state.header().position() != lastPosition) {
      throw new IllegalStateException(
          "the journal was replayed to record "
              + state.header().position()
              + ", not to "
              + lastPosition);
    }
    return replay.records;
  }

  /**
   * Replays a journal to its end.
   *
   * @param journal its directory.
   * @param state that is empty; afterwards it is as of the last record.
   * @return where the end is.
   * @throws IllegalStateException if the journal does not begin at its first record, or holds a
   *     record that this software does not know.
   */
  public static HotState.JournalEnd toEnd(final Path journal, final GateState state) {
    try (JournalReader reader = JournalReader.open(journal)) {
      new Replay(state).follow(reader, Long.MAX_VALUE);
    }
    return new HotState.JournalEnd(state.header().position(), state.header().batchSequence());
  }

  private void follow(final JournalReader reader, final long lastPosition) {
    final long startNs = System.nanoTime();
    long reportedNs = startNs;
    while (state.header().position() < lastPosition && reader.poll(this::onRecord)) {
      endBatch();
      final long nowNs = System.nanoTime();
      if (nowNs - reportedNs > PROGRESS_INTERVAL_NS) {
        reportedNs = nowNs;
        LOG.info("Replayed {} records so far", state.header().position());
      }
    }
    LOG.info(
        "Replayed {} records in {} ms",
        records,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
  }

  private void onRecord(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    if (!isBatchOpen) {
      applier.begin(timeNs);
      isBatchOpen = true;
    }
    decoder.onRecord(buffer, offset);
    if (applier.position() != position) {
      throw new IllegalStateException(
          "record "
              + position
              + " of the journal is number "
              + applier.position()
              + " of a replay");
    }
    records++;
  }

  private void endBatch() {
    applier.end();
    state.undo().commit();
    isBatchOpen = false;
  }
}
