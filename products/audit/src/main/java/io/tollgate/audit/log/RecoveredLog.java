package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.BreakReason;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.CompactRange;
import io.tollgate.audit.proof.Finding;
import io.tollgate.audit.proof.KeyEpoch;
import io.tollgate.audit.proof.KeyTimeline;
import io.tollgate.audit.proof.LogOrigin;
import io.tollgate.audit.proof.ProofFormatException;
import io.tollgate.audit.proof.RecordIds;
import io.tollgate.audit.proof.RecordWalk;
import io.tollgate.audit.proof.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a log was when it was last signed: found by going through its last segment. A batch that was
 * not written to its end is cut off, unless a checkpoint was given out over it: then records are
 * gone that the world was told of, and nothing more is written. One thread.
 */
final class RecoveredLog {
  private final LogFiles files;
  private final int level;
  private final KeyTimeline keys;
  private final SegmentIndex index;
  private final Path segment;
  private final RecordWalk walk;
  private final Checkpoint last;
  private final long end;

  private RecoveredLog(final LogFiles files, final int level, final String origin)
      throws IOException {
    this.files = files;
    this.level = level;
    keys = new KeyTimeline(origin);
    index = SegmentIndex.load(files.directory());
    segment = lastSegment(files.segments());
    final long first = SegmentFormat.firstOf(segment);
    for (final KeptEpoch epoch : files.epochs()) {
      if (epoch.sequence() < first) {
        keys.add(epoch.view());
      }
    }
    walk = new RecordWalk(keys, left(first), anchor(first));
    try (SegmentReader reader = SegmentReader.open(segment)) {
      requireHeader(reader, first);
      byte[] note = null;
      long at = reader.offset();
      while (reader.next() && reader.isCrcRight() && reader.walk(walk)) {
        note = reader.note();
        at = reader.offset();
      }
      end = at;
      walk.finish().ifPresent(this::fail);
      last = note == null ? null : keys.require(note);
    }
    requireHead();
    keepEpochs();
    sealIfFull();
  }

  /** A crash may have come between an epoch's batch and the copy of its record. */
  private void keepEpochs() throws IOException {
    final List<Long> kept = files.epochs().stream().map(KeptEpoch::sequence).toList();
    for (final KeyEpoch epoch : keys.epochs()) {
      if (!kept.contains(epoch.sequence())) {
        files.keep(new KeptEpoch(SegmentReader.find(segment, epoch.sequence()), List.of()));
      }
    }
  }

  /** Recovers a log; empty where nothing was ever signed in it. */
  static Optional<RecoveredLog> open(final LogFiles files, final int level, final String logName)
      throws IOException {
    final List<KeptEpoch> epochs = files.epochs();
    final boolean hasRecords = !files.segments().stream().allMatch(RecoveredLog::isEmpty);
    if (epochs.isEmpty() || (!hasRecords && files.head().isEmpty())) {
      if (files.head().isPresent() || hasRecords) {
        throw new AuditLogException(
            logName,
            new Finding(BreakReason.KEY_EPOCH_INVALID, 0, "its first key epoch is missing"));
      }
      return Optional.empty();
    }
    final AuditRecord first = epochs.get(0).view();
    final String origin = LogOrigin.of(LogFiles.publicKeyOf(first), logName);
    dropEmptyLast(files);
    try {
      return Optional.of(new RecoveredLog(files, level, origin));
    } catch (final ProofFormatException e) {
      throw new AuditLogException(origin, new Finding(e.reason(), -1, e.getMessage()));
    }
  }

  /** A segment that was begun and has no batch yet: the one before tells how the log ends. */
  private static void dropEmptyLast(final LogFiles files) throws IOException {
    final List<Path> segments = files.segments();
    final int count = segments.size();
    if (count > 1 && isEmpty(segments.get(count - 1))) {
      Files.delete(segments.get(count - 1));
    }
  }

  private static boolean isEmpty(final Path segment) {
    try (SegmentReader reader = SegmentReader.open(segment)) {
      return !reader.hasHeader() || reader.isAtEnd();
    } catch (final IOException e) {
      throw new AuditLogException("cannot read " + segment, e);
    }
  }

  private Path lastSegment(final List<Path> segments) {
    if (segments.isEmpty()) {
      throw failure(BreakReason.SEGMENT_MISSING, 0, "there is no segment");
    }
    final Path newest = segments.get(segments.size() - 1);
    final long number = SegmentFormat.firstOf(newest) >>> level;
    if (index.size() < number) {
      throw failure(
          BreakReason.INDEX_ROLLED_BACK,
          (long) index.size() << level,
          "the index ends before record " + ((long) index.size() << level));
    }
    if (index.size() > number + 1) {
      throw failure(
          BreakReason.TAIL_CUT,
          (number + 1) << level,
          "the index knows segments from record " + ((number + 1) << level) + " on");
    }
    return newest;
  }

  private CompactRange left(final long first) {
    final CompactRange left = new CompactRange();
    for (int i = 0; i < first >>> level; i++) {
      left.appendSubtree(level, index.get(i).root(), 0);
    }
    return left;
  }

  private byte[] anchor(final long first) {
    return first == 0
        ? LogOrigin.genesis(keys.origin())
        : index.get((int) (first >>> level) - 1).lastLeaf();
  }

  private void requireHeader(final SegmentReader reader, final long first) {
    if (!reader.hasHeader()
        || SegmentFormat.firstOf(reader.header()) != first
        || SegmentFormat.levelOf(reader.header()) != level) {
      throw failure(
          BreakReason.FRAME_ALTERED, first, segment.getFileName() + " has another header");
    }
  }

  private void requireHead() throws IOException {
    final Optional<byte[]> note = files.head();
    if (note.isPresent()) {
      final long given = Checkpoint.parse(SignedNote.parse(note.get()).text()).size();
      if (given > size()) {
        throw failure(
            BreakReason.TAIL_CUT,
            size(),
            "a checkpoint of "
                + given
                + " records was given out, and the log ends after "
                + size());
      }
    }
  }

  private void sealIfFull() throws IOException {
    final long full = size() >>> level;
    if (size() > 0 && (full << level) == size() && index.size() < full) {
      index.append(SegmentSummary.of(segment));
    }
  }

  private void fail(final Finding finding) {
    throw new AuditLogException(keys.origin(), finding);
  }

  private AuditLogException failure(
      final BreakReason reason, final long sequence, final String explanation) {
    return new AuditLogException(keys.origin(), new Finding(reason, sequence, explanation));
  }

  long size() {
    return walk.range().size();
  }

  KeyTimeline keys() {
    return keys;
  }

  SegmentIndex index() {
    return index;
  }

  LogTree tree() {
    return new LogTree(walk.range(), level);
  }

  byte[] lastLeaf() {
    return walk.lastLeaf();
  }

  void resume(final RecordIds ids) {
    walk.resume(ids);
  }

  boolean isSegmentFull() {
    return size() > 0 && size() >>> level << level == size();
  }

  SegmentWriter resumeSegment() throws IOException {
    return SegmentWriter.resume(segment, end);
  }

  /** How far the journal is in the log, by its last checkpoint. */
  long journalPosition() throws IOException {
    final long signed = last == null ? 0 : last.journalPosition();
    final Optional<byte[]> head = files.head();
    if (head.isEmpty()) {
      return signed;
    }
    final Checkpoint newest = keys.require(head.get());
    return newest.size() == size() ? Math.max(signed, newest.journalPosition()) : signed;
  }
}
