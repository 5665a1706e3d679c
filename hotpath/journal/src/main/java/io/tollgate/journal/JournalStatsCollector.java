package io.tollgate.journal;

import io.tollgate.journal.JournalException.Kind;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** Counts what a journal holds, as it lies on the disk. */
public final class JournalStatsCollector {
  private JournalStatsCollector() {}

  /**
   * Goes through a whole journal.
   *
   * @throws JournalException MISSING where there is none
   */
  public static JournalStats collect(final Path directory, final JournalProgress progress) {
    if (!JournalFiles.isJournal(directory)) {
      throw new JournalException(Kind.MISSING, "there is no journal in " + directory);
    }
    final Counts counts = new Counts();
    new JournalWalk(directory, counts, progress).run();
    return counts.stats();
  }

  private static final class Counts implements JournalWalk.Visitor {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SortedMap<Integer, JournalStats.OfType> types = new TreeMap<>();
    private final SortedMap<Long, JournalStats.OfDay> days = new TreeMap<>();
    private final SortedMap<Path, JournalStats.OfFile> files = new TreeMap<>();
    private long problems;

    @Override
    public void onBatch(final Path file, final BatchView batch) {
      batch.forEach(batch.firstPosition(), this::onRecord);
      final long records = batch.recordCount();
      final long bytes = batch.length();
      final long day = Math.floorDiv(batch.timeNs(), TimeUnit.DAYS.toNanos(1));
      days.merge(day, new JournalStats.OfDay(day, 1, records, bytes), Counts::sum);
      files.merge(
          file,
          new JournalStats.OfFile(
              file.getFileName().toString(),
              1,
              records,
              bytes,
              batch.firstPosition(),
              batch.lastPosition(),
              batch.timeNs(),
              batch.timeNs()),
          Counts::sum);
    }

    private void onRecord(
        final long position,
        final long timeNs,
        final DirectBuffer buffer,
        final int offset,
        final int length) {
      final int templateId = header.wrap(buffer, offset).templateId();
      types.merge(templateId, new JournalStats.OfType(templateId, 1, length), Counts::sum);
    }

    private static JournalStats.OfType sum(
        final JournalStats.OfType a, final JournalStats.OfType b) {
      return new JournalStats.OfType(
          a.templateId(), a.records() + b.records(), a.bytes() + b.bytes());
    }

    private static JournalStats.OfDay sum(final JournalStats.OfDay a, final JournalStats.OfDay b) {
      return new JournalStats.OfDay(
          a.epochDay(),
          a.batches() + b.batches(),
          a.records() + b.records(),
          a.bytes() + b.bytes());
    }

    private static JournalStats.OfFile sum(
        final JournalStats.OfFile a, final JournalStats.OfFile b) {
      return new JournalStats.OfFile(
          a.name(),
          a.batches() + b.batches(),
          a.records() + b.records(),
          a.bytes() + b.bytes(),
          a.firstPosition(),
          b.lastPosition(),
          a.firstTimeNs(),
          b.lastTimeNs());
    }

    @Override
    public void onProblem(final Path file, final long offset, final String what) {
      problems++;
    }

    @Override
    public void onRemains(final Path file, final long offset) {
      // Never part of the journal, so nothing to count.
    }

    private JournalStats stats() {
      return new JournalStats(
          List.copyOf(types.values()),
          new ArrayList<>(days.values()),
          new ArrayList<>(files.values()),
          problems);
    }
  }
}
