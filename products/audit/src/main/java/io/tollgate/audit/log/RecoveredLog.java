package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.BreakReason;
import io.tollgate.audit.proof.Checkpoint;
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
 * What a log was when it was last signed: found by going through the last segment that has a whole
 * batch. A batch that was not written to its end is cut off, unless a checkpoint was given out over
 * it: then records are gone that the world was told of, and nothing more is written. What a crash
 * cannot have left is never removed. One thread.
 */
final class RecoveredLog {
  /** A first batch is the one record that begins the first key's epoch, and its note. */
  private static final int MAX_FIRST_BATCH_LENGTH = 4096;

  private static final long MAX_TORN_LENGTH =
      SegmentFormat.BATCH_HEADER_LENGTH + SegmentFormat.MAX_BATCH_LENGTH + SignedNote.MAX_LENGTH;

  private final LogFiles files;
  private final int level;
  private final KeyTimeline keys;
  private final SegmentIndex index;
  private final Path segment;
  private final RecordWalk walk;
  private final SegmentTimes times = new SegmentTimes();
  private final Admissions admissions;
  private final Checkpoint last;
  private final long end;

  private RecoveredLog(final LogFiles files, final int level, final String origin)
      throws IOException {
    this.files = files;
    this.level = level;
    keys = new KeyTimeline(origin);
    index = SegmentIndex.load(files.directory());
    admissions = Admissions.load(files.directory());
    final List<Path> segments = files.segments();
    final Path unfinished = unfinished(segments);
    segment = lastSegment(unfinished == null ? segments : segments.subList(0, segments.size() - 1));
    final long first = SegmentFormat.firstOf(segment);
    for (final KeptEpoch epoch : files.epochs()) {
      if (epoch.sequence() < first) {
        keys.add(epoch.view());
      }
    }
    walk = new RecordWalk(keys, index.before((int) (first >>> level), level), anchor(first));
    try (SegmentReader reader = SegmentReader.open(segment)) {
      requireHeader(reader, segment);
      byte[] note = null;
      long at = reader.offset();
      while (reader.next() && reader.isCrcRight() && reader.walk(walk)) {
        reader.forEach(times::add);
        reader.forEach(admissions::consider);
        note = reader.note();
        at = reader.offset();
      }
      end = at;
      requireTorn(reader, segment, end);
      walk.finish().ifPresent(this::fail);
      last = note == null ? null : keys.require(note);
    }
    requireHead();
    requireEpochs();
    if (unfinished != null) {
      Files.delete(unfinished);
    }
    keepEpochs();
    admissions.write();
    sealIfFull();
  }

  /** A kept epoch says that its record was durable. */
  private void requireEpochs() throws IOException {
    for (final KeptEpoch epoch : files.epochs()) {
      if (epoch.sequence() >= size()) {
        throw failure(
            BreakReason.TAIL_CUT,
            size(),
            "record " + epoch.sequence() + " began a key epoch, and the log ends after " + size());
      }
    }
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
    if (epochs.isEmpty() && files.head().isEmpty() && isUnbegun(files, logName)) {
      return Optional.empty();
    }
    final AuditRecord first = epochs.isEmpty() ? firstRecord(files, logName) : epochs.get(0).view();
    try {
      final String origin = LogOrigin.of(LogFiles.publicKeyOf(first), logName);
      return Optional.of(new RecoveredLog(files, level, origin));
    } catch (final ProofFormatException e) {
      throw new AuditLogException(logName, new Finding(e.reason(), -1, e.getMessage()));
    }
  }

  /**
   * Whether there is at most one segment, which was begun and no more: killed before its first
   * batch was whole.
   */
  private static boolean isUnbegun(final LogFiles files, final String logName) throws IOException {
    final List<Path> segments = files.segments();
    if (segments.isEmpty()) {
      return SegmentIndex.load(files.directory()).size() == 0;
    }
    final Path only = segments.get(0);
    if (segments.size() > 1
        || SegmentFormat.firstOf(only) > 0
        || SegmentIndex.load(files.directory()).size() > 0) {
      return false;
    }
    if (Files.size(only) <= SegmentFormat.HEADER_LENGTH) {
      return true;
    }
    try (SegmentReader reader = SegmentReader.open(only)) {
      if (!reader.hasHeader()) {
        throw altered(logName, only, "has another header");
      }
      return !hasWholeBatch(reader, logName, only)
          && Files.size(only) <= SegmentFormat.HEADER_LENGTH + MAX_FIRST_BATCH_LENGTH;
    }
  }

  /**
   * A first start that was killed between its first batch and the copy of the key epoch in it: the
   * batch's record says what the copy would say. It is verified as all others are.
   */
  private static AuditRecord firstRecord(final LogFiles files, final String logName)
      throws IOException {
    final List<Path> segments = files.segments();
    if (files.head().isEmpty()
        && segments.size() == 1
        && SegmentFormat.firstOf(segments.get(0)) == 0) {
      try (SegmentReader reader = SegmentReader.open(segments.get(0))) {
        final AuditRecord record = new AuditRecord();
        if (reader.hasHeader() && reader.next() && reader.isCrcRight()) {
          final byte[] bytes = SegmentReader.find(segments.get(0), 0);
          if (record.wrap(bytes, 0, bytes.length) == null && KeyTimeline.isKeyEpoch(record)) {
            return record;
          }
        }
      }
    }
    throw new AuditLogException(
        logName, new Finding(BreakReason.KEY_EPOCH_INVALID, 0, "its first key epoch is missing"));
  }

  /**
   * The newest segment, where it was begun and has no whole batch yet: the one before tells how the
   * log ends. Null where the newest has one, or is the only one.
   */
  private Path unfinished(final List<Path> segments) throws IOException {
    if (segments.size() < 2) {
      return null;
    }
    final Path newest = segments.get(segments.size() - 1);
    if (Files.size(newest) <= SegmentFormat.HEADER_LENGTH) {
      return newest;
    }
    try (SegmentReader reader = SegmentReader.open(newest)) {
      requireHeader(reader, newest);
      return hasWholeBatch(reader, keys.origin(), newest) ? null : newest;
    }
  }

  private static boolean hasWholeBatch(
      final SegmentReader reader, final String name, final Path file) throws IOException {
    if (reader.next() && reader.isCrcRight()) {
      return true;
    }
    requireTorn(reader, name, file, SegmentFormat.HEADER_LENGTH);
    return false;
  }

  private void requireTorn(final SegmentReader reader, final Path file, final long whole)
      throws IOException {
    requireTorn(reader, keys.origin(), file, whole);
  }

  /**
   * Nothing is written behind a batch before it is whole: a torn one is the last there is. One with
   * the right checksum was not torn.
   */
  private static void requireTorn(
      final SegmentReader reader, final String name, final Path file, final long whole)
      throws IOException {
    final boolean isAltered = reader.offset() > whole && (reader.isCrcRight() || !reader.isAtEnd());
    if (isAltered || Files.size(file) - whole > MAX_TORN_LENGTH) {
      throw altered(name, file, "goes on behind a batch that is not whole, at byte " + whole);
    }
  }

  private static AuditLogException altered(
      final String name, final Path file, final String explanation) {
    return new AuditLogException(
        name,
        new Finding(
            BreakReason.FRAME_ALTERED,
            SegmentFormat.firstOf(file),
            file.getFileName() + " " + explanation));
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

  private byte[] anchor(final long first) {
    return first == 0
        ? LogOrigin.genesis(keys.origin())
        : index.get((int) (first >>> level) - 1).lastLeaf();
  }

  private void requireHeader(final SegmentReader reader, final Path file) {
    if (!reader.hasHeader()
        || SegmentFormat.firstOf(reader.header()) != SegmentFormat.firstOf(file)
        || SegmentFormat.levelOf(reader.header()) != level) {
      throw altered(keys.origin(), file, "has another header");
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

  /** The times of the last segment's records. */
  SegmentTimes times() {
    return times;
  }

  /** What the log ever admitted. */
  Admissions admissions() {
    return admissions;
  }

  boolean isSegmentFull() {
    return size() > SegmentFormat.firstOf(segment) && size() >>> level << level == size();
  }

  SegmentWriter resumeSegment() throws IOException {
    return SegmentWriter.resume(segment, end);
  }

  /** The checkpoint that says how far the journal is in the log; empty where none was signed. */
  Optional<Checkpoint> reached() throws IOException {
    final Optional<byte[]> head = files.head();
    if (head.isEmpty()) {
      return Optional.ofNullable(last);
    }
    final Checkpoint newest = keys.require(head.get());
    return newest.size() == size()
            && (last == null || newest.journalPosition() >= last.journalPosition())
        ? Optional.of(newest)
        : Optional.ofNullable(last);
  }
}
