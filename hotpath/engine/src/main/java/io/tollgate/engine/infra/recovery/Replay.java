package io.tollgate.engine.infra.recovery;

import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.infra.record.FactDecoder;
import io.tollgate.engine.infra.state.HotState;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an empty state to where the journal is, by what the journal says and nothing else. Records
 * are read in one thread and applied in the caller's, some tens at a time: what they will change is
 * touched before, so that memory is waited for once and not for each.
 */
public final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final long PROGRESS_INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);
  private static final int WINDOW = 64;
  private static final long UNKNOWN_END = Long.MAX_VALUE;
  private static final double PERCENT = 100.0;

  private final GateState state;
  private final FactApplier applier;
  private final FactDecoder decoder;
  private final RecordTouch touch;
  private final long lastPosition;
  private final long startNs = System.nanoTime();
  private boolean isBatchOpen;
  private long records;
  private long reportedNs = startNs;
  private long reportedRecords;

  private Replay(final GateState state, final long lastPosition) {
    this.state = state;
    this.applier = new FactApplier(state);
    this.decoder = new FactDecoder(new ReplayRecorder(applier));
    this.touch = new RecordTouch(state, WINDOW);
    this.lastPosition = lastPosition;
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
    final Replay replay = new Replay(state, lastPosition);
    replay.follow(journal);
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
    new Replay(state, UNKNOWN_END).follow(journal);
    return new HotState.JournalEnd(state.header().position(), state.header().batchSequence());
  }

  private void follow(final Path journal) {
    state.undo().setSaving(false);
    try (RecordFeed feed = new RecordFeed(journal, lastPosition)) {
      boolean isLast = false;
      while (!isLast) {
        final RecordChunk chunk = feed.take();
        apply(chunk);
        isLast = chunk.isLast();
        if (chunk.failure() != null) {
          throw chunk.failure();
        }
        feed.giveBack(chunk);
        report(System.nanoTime());
      }
    } finally {
      state.undo().setSaving(true);
    }
    LOG.info(
        "Replayed {} records in {} ms",
        records,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
    LOG.debug("What was touched came to {}", touch.sum());
  }

  private void apply(final RecordChunk chunk) {
    for (int from = 0; from < chunk.count(); from += WINDOW) {
      final int to = Math.min(chunk.count(), from + WINDOW);
      for (int i = from; i < to; i++) {
        touch.note(chunk.buffer(), chunk.offset(i));
      }
      touch.read();
      for (int i = from; i < to; i++) {
        apply(chunk, i);
      }
    }
  }

  private void apply(final RecordChunk chunk, final int record) {
    if (!isBatchOpen) {
      applier.begin(chunk.timeNs(record));
      isBatchOpen = true;
    }
    decoder.onRecord(chunk.buffer(), chunk.offset(record));
    if (applier.position() != chunk.firstPosition() + record) {
      throw new IllegalStateException(
          "record "
              + (chunk.firstPosition() + record)
              + " of the journal is number "
              + applier.position()
              + " of a replay");
    }
    records++;
    if (chunk.endsBatch(record)) {
      applier.end();
      isBatchOpen = false;
    }
  }

  private void report(final long nowNs) {
    final long sinceNs = nowNs - reportedNs;
    if (sinceNs < PROGRESS_INTERVAL_NS) {
      return;
    }
    final long perSecond = (records - reportedRecords) * TimeUnit.SECONDS.toNanos(1) / sinceNs;
    if (lastPosition == UNKNOWN_END) {
      LOG.info("Replaying: record {}, {} records/s", records, perSecond);
    } else {
      LOG.info(
          "Replaying: {} % ({} of {} records), {} records/s",
          String.format("%.1f", PERCENT * records / lastPosition),
          records,
          lastPosition,
          perSecond);
    }
    reportedNs = nowNs;
    reportedRecords = records;
  }
}
