package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.audit.proof.BreakReason;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.CompactRange;
import io.tollgate.audit.proof.Finding;
import io.tollgate.audit.proof.KeyTimeline;
import io.tollgate.audit.proof.LogOrigin;
import io.tollgate.audit.proof.ProofFormatException;
import io.tollgate.audit.proof.RecordWalk;
import io.tollgate.audit.proof.SignedNote;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.audit.proof.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a log's files from the first record that was not pruned to the last, and what stands
 * around the records. Needs no server; the log may be written meanwhile. For one thread.
 */
public final class LogVerifier {
  private static final int MAX_OVERTAKEN = 3;

  private final LogFiles files;
  private final List<VerifierKey> trusted;
  private final List<byte[]> known;
  private KeyTimeline keys;
  private RecordWalk walk;
  private Checkpoint head;
  private SegmentIndex index;
  private int level;
  private long first;
  private long prunedBefore;
  private Path unindexed;
  private Finding finding;

  private LogVerifier(
      final Path directory, final List<VerifierKey> trusted, final List<byte[]> known) {
    files = new LogFiles(directory);
    this.trusted = trusted;
    this.known = known;
  }

  /**
   * Checks the log in a directory, which is named as the log.
   *
   * @param trusted keys that somebody vouches for; that of one log is as good for all logs of its
   *     installation. With none, the log can only be shown to agree with the key that it names.
   * @param known signed checkpoints of this log that were given out before.
   */
  public static VerificationReport verify(
      final Path directory, final List<VerifierKey> trusted, final List<byte[]> known) {
    VerificationReport report = new LogVerifier(directory, trusted, known).run();
    for (int again = 0; again < MAX_OVERTAKEN && isOvertaken(directory, report); again++) {
      report = new LogVerifier(directory, trusted, known).run();
    }
    return report;
  }

  /** Segments were pruned while they were checked: what is left has to be checked anew. */
  private static boolean isOvertaken(final Path directory, final VerificationReport report) {
    try {
      final List<Path> segments = new LogFiles(directory).segments();
      return report.finding().isPresent()
          && !segments.isEmpty()
          && SegmentFormat.firstOf(segments.get(0)) > report.first();
    } catch (final IOException e) {
      return false;
    }
  }

  /**
   * The name that the log in a directory has by its first key; empty where there is no whole log.
   */
  public static Optional<String> originIn(final Path directory) {
    try {
      final List<KeptEpoch> epochs = new LogFiles(directory).epochs();
      return epochs.isEmpty() ? Optional.empty() : Optional.of(origin(directory, epochs.get(0)));
    } catch (final IOException | UncheckedIOException | ProofFormatException e) {
      return Optional.empty();
    }
  }

  private static String origin(final Path directory, final KeptEpoch first) {
    return LogOrigin.of(LogFiles.publicKeyOf(first.view()), directory.getFileName().toString());
  }

  private VerificationReport run() {
    try {
      check();
    } catch (final ProofFormatException e) {
      fail(e.reason(), -1, e.getMessage());
    } catch (final IOException | UncheckedIOException e) {
      fail(BreakReason.MALFORMED, -1, e.getMessage());
    }
    return new VerificationReport(
        keys == null ? "" : keys.origin(),
        first,
        walk == null ? 0 : walk.records(),
        walk == null ? 0 : walk.checkpoints(),
        Optional.ofNullable(head),
        head == null ? Optional.empty() : keys.keyAt(head.size()).map(VerifierKey::toString),
        head != null && isVouchedFor(),
        uncompared().stream().map(Checkpoint::size).toList(),
        Optional.ofNullable(finding));
  }

  private void check() throws IOException {
    // The head before the segments, and the index after them: the log may grow meanwhile.
    final Optional<byte[]> headNote = files.head();
    final List<Path> segments = files.segments();
    final List<KeptEpoch> epochs = files.epochs();
    if (segments.isEmpty() || epochs.isEmpty()) {
      fail(
          BreakReason.SEGMENT_MISSING,
          0,
          "there is no segment or no key epoch in " + files.directory());
      return;
    }
    if (headNote.isEmpty()) {
      fail(BreakReason.CHECKPOINT_INVALID, -1, files.noHead());
      return;
    }
    index = SegmentIndex.load(files.directory());
    first = SegmentFormat.firstOf(segments.get(0));
    begin(segments.get(0), epochs);
    final List<Checkpoint> given = new ArrayList<>();
    for (final byte[] note : known) {
      given.add(known(note));
    }
    given.add(Checkpoint.parse(SignedNote.parse(headNote.get()).text()));
    given.forEach(walk::know);
    for (int i = 0; i < segments.size() && finding == null; i++) {
      walkSegment(segments.get(i), i == segments.size() - 1);
    }
    walk.finish().ifPresent(this::fail);
    compareIndex();
    if (finding == null) {
      head = keys.require(headNote.get());
      checkEnd(given);
      checkTrust();
      RecordWalk.findingOf(uncompared()).ifPresent(this::fail);
    }
  }

  private Checkpoint known(final byte[] note) {
    final Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
    if (!checkpoint.origin().equals(keys.origin())) {
      throw new ProofFormatException(
          BreakReason.CHECKPOINT_INVALID,
          "the known checkpoint is of " + checkpoint.origin() + ", the log is " + keys.origin());
    }
    return checkpoint;
  }

  private List<Checkpoint> uncompared() {
    return walk == null ? List.of() : walk.uncompared();
  }

  private boolean isVouchedFor() {
    final List<VerifierKey> ofLog =
        trusted.stream()
            .filter(key -> LogOrigin.isSameInstallation(key.name(), keys.origin()))
            .map(key -> new VerifierKey(keys.origin(), key.publicKey()))
            .toList();
    return keys.isVouchedFor(head.size(), ofLog);
  }

  private void checkTrust() {
    if (!trusted.isEmpty() && !isVouchedFor()) {
      fail(BreakReason.KEY_UNTRUSTED, -1, "none of the trusted keys led to the signer's");
    }
  }

  private void begin(final Path oldest, final List<KeptEpoch> epochs) throws IOException {
    keys = new KeyTimeline(origin(files.directory(), epochs.get(0)));
    try (SegmentReader reader = SegmentReader.open(oldest)) {
      level = reader.hasHeader() ? SegmentFormat.levelOf(reader.header()) : 0;
    }
    if (level < SegmentFormat.MIN_SEGMENT_LEVEL || level > SegmentFormat.MAX_SEGMENT_LEVEL) {
      throw new ProofFormatException(
          BreakReason.FRAME_ALTERED, oldest.getFileName() + " has another header");
    }
    if (first >>> level > index.size()) {
      throw new ProofFormatException(
          BreakReason.INDEX_ROLLED_BACK,
          "the index ends before record " + ((long) index.size() << level));
    }
    for (final KeptEpoch epoch : epochs) {
      if (epoch.sequence() < first) {
        keys.add(epoch.view());
      }
    }
    final CompactRange left = index.before((int) (first >>> level), level);
    final byte[] anchor =
        first == 0
            ? LogOrigin.genesis(keys.origin())
            : index.get((int) (first >>> level) - 1).lastLeaf();
    walk = new RecordWalk(keys, left, anchor);
  }

  private void walkSegment(final Path segment, final boolean isLast) throws IOException {
    final long expected = walk.nextSequence();
    final long named = SegmentFormat.firstOf(segment);
    try (SegmentReader reader = SegmentReader.open(segment)) {
      requireHeader(segment, reader, named, expected);
      while (finding == null && reader.next()) {
        final long batchFirst = walk.nextSequence();
        reader.forEach(this::notePruning);
        final boolean isWhole = reader.walk(walk);
        walk.finding().ifPresent(this::fail);
        compareIndex();
        if (finding == null && !isWhole) {
          fail(
              BreakReason.RECORD_UNREADABLE,
              walk.nextSequence(),
              "the length of record " + walk.nextSequence() + " does not fit into its batch");
        } else if (finding == null && !reader.isCrcRight()) {
          suspect(batchFirst);
        }
      }
      if (finding == null && !isLast && !isSettled(reader, named)) {
        walk.finish().ifPresent(this::fail);
        fail(
            BreakReason.RECORD_MISSING,
            walk.nextSequence(),
            segment.getFileName() + " ends before record " + walk.nextSequence());
      }
    }
    unindexed = isLast ? null : segment;
  }

  private boolean isSettled(final SegmentReader reader, final long named) throws IOException {
    return reader.isAtEnd() && walk.nextSequence() == named + (1L << level);
  }

  private void requireHeader(
      final Path segment, final SegmentReader reader, final long named, final long expected) {
    if (!reader.hasHeader() || SegmentFormat.levelOf(reader.header()) != level) {
      fail(BreakReason.FRAME_ALTERED, named, segment.getFileName() + " has another header");
    } else if (SegmentFormat.firstOf(reader.header()) != named) {
      fail(
          BreakReason.SEGMENT_DUPLICATED,
          SegmentFormat.firstOf(reader.header()),
          segment.getFileName()
              + " is the segment of record "
              + SegmentFormat.firstOf(reader.header()));
    } else if (named > expected) {
      fail(
          BreakReason.SEGMENT_MISSING,
          expected,
          "there is no segment of records " + expected + " to " + (named - 1));
    }
  }

  /** The checksum is wrong: a record is named if one broke; else what stands around them did. */
  private void suspect(final long batchFirst) {
    walk.finish().ifPresent(this::fail);
    fail(
        BreakReason.FRAME_ALTERED,
        batchFirst,
        "the batch of record " + batchFirst + " has another checksum, and its records are whole");
  }

  /**
   * Compares a full segment with the index, but only once the record after it has shown that its
   * last record is whole.
   */
  private void compareIndex() throws IOException {
    if (unindexed == null || finding != null) {
      return;
    }
    final Path segment = unindexed;
    unindexed = null;
    final long named = SegmentFormat.firstOf(segment);
    final int number = (int) (named >>> level);
    if (number >= index.size()) {
      index = SegmentIndex.load(files.directory());
    }
    if (number >= index.size()) {
      fail(
          BreakReason.INDEX_ROLLED_BACK,
          named,
          "the index ends before the segment of record " + named);
    } else if (!index.get(number).isSame(SegmentSummary.of(segment))) {
      fail(
          BreakReason.INDEX_ALTERED,
          named,
          "the index says otherwise of the segment of record " + named);
    }
  }

  private void checkEnd(final List<Checkpoint> given) {
    final long size = walk.range().size();
    for (final Checkpoint checkpoint : given) {
      if (checkpoint.size() > size) {
        fail(
            BreakReason.TAIL_CUT,
            size,
            "a checkpoint of "
                + checkpoint.size()
                + " records was given out; records from "
                + size
                + " on are gone");
        return;
      }
    }
    if (first > prunedBefore) {
      fail(
          BreakReason.SEGMENT_MISSING,
          prunedBefore,
          "records " + prunedBefore + " to " + (first - 1) + " are gone and no record says why");
    }
  }

  private void notePruning(final byte[] bytes, final int offset, final int length) {
    final AuditRecord record = new AuditRecord();
    if (record.wrap(bytes, offset, length) == null
        && record.source() == AuditSource.AUDIT
        && record.eventType().equals(Pruning.EVENT_TYPE)) {
      prunedBefore = Math.max(prunedBefore, Pruning.keptFrom(record));
    }
  }

  private void fail(final Finding found) {
    finding = finding == null ? found : finding;
  }

  private void fail(final BreakReason reason, final long sequence, final String explanation) {
    fail(new Finding(reason, sequence, explanation));
  }
}
