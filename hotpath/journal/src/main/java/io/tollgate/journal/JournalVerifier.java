package io.tollgate.journal;

import io.tollgate.journal.JournalException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a whole journal as it lies on the disk: every checksum and frame, that batch sequence and
 * position have no gap and time does not go back, that each file but the last is closed, and that
 * the first batch is the journal's first or follows on what retention removed. Needs neither the
 * engine nor a lock.
 */
public final class JournalVerifier {
  /** So many problems are described; the others are only counted. */
  public static final int MAX_PROBLEMS = 100;

  private JournalVerifier() {}

  /**
   * Verifies a journal.
   *
   * @return what was found; damage is reported, not thrown
   * @throws JournalException MISSING where there is no journal
   */
  public static VerifyReport verify(final Path directory, final JournalProgress progress) {
    if (!JournalFiles.isJournal(directory)) {
      throw new JournalException(Kind.MISSING, "there is no journal in " + directory);
    }
    final Findings findings = new Findings();
    final int files = JournalFiles.rollFiles(directory).size();
    new JournalWalk(directory, findings, progress).run();
    return findings.report(files);
  }

  private static final class Findings implements JournalWalk.Visitor {
    private final List<VerifyReport.Problem> problems = new ArrayList<>();
    private long problemCount;
    private long batches;
    private long records;
    private long bytes;
    private long firstPosition;
    private long lastPosition;
    private long firstTimeNs;
    private long lastTimeNs;
    private boolean hasRemains;

    @Override
    public void onBatch(final Path file, final BatchView batch) {
      if (batches == 0) {
        firstPosition = batch.firstPosition();
        firstTimeNs = batch.timeNs();
      }
      batches++;
      records += batch.recordCount();
      bytes += batch.length();
      lastPosition = batch.lastPosition();
      lastTimeNs = batch.timeNs();
    }

    @Override
    public void onProblem(final Path file, final long offset, final String what) {
      problemCount++;
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(
            new VerifyReport.Problem(file.getFileName().toString(), offset, lastPosition, what));
      }
    }

    @Override
    public void onRemains(final Path file, final long offset) {
      hasRemains = true;
    }

    private VerifyReport report(final int files) {
      return new VerifyReport(
          files,
          batches,
          records,
          bytes,
          firstPosition,
          lastPosition,
          firstTimeNs,
          lastTimeNs,
          hasRemains,
          problemCount,
          problems);
    }
  }
}
