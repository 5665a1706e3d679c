package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.KeyTimeline;
import io.tollgate.audit.proof.LogOrigin;
import io.tollgate.audit.proof.RecordLayout;
import io.tollgate.audit.proof.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.CloseHelper;

/**
 * Writes a log's files again from a copy of what was in them, byte for byte. It believes nothing
 * and judges nothing but lengths: whether the records are what was signed is for {@link
 * LogVerifier} to say, afterwards. For one thread.
 */
public final class LogRestorer implements LogSink, AutoCloseable {
  private final LogFiles files;
  private final AuditRecord view = new AuditRecord();
  private final BatchBuffer batch = new BatchBuffer();
  private final List<KeptEpoch> epochs = new ArrayList<>();
  private SegmentIndex index;
  private SegmentWriter segment;
  private byte[] head;
  private int level;
  private long segmentFirst;
  private long next = -1;

  private LogRestorer(final LogFiles files) {
    this.files = files;
  }

  /**
   * Begins a log in a directory that is named as the log.
   *
   * @throws AuditLogException where something is in it already.
   */
  public static LogRestorer into(final Path directory) {
    try {
      LogFiles.create(directory);
      try (Stream<Path> there = Files.list(directory)) {
        if (there.findAny().isPresent()) {
          throw new AuditLogException(directory + " is not empty");
        }
      }
      return new LogRestorer(new LogFiles(directory));
    } catch (final IOException e) {
      throw new AuditLogException("cannot begin a log in " + directory, e);
    }
  }

  @Override
  public void start(final LogStart start) throws IOException {
    if (next < 0) {
      requireShape(start);
      level = start.level();
      index = SegmentIndex.load(files.directory());
    } else if (start.level() != level || start.first() < next) {
      throw new AuditLogException("record " + start.first() + " begins a segment again");
    } else if (start.first() == next) {
      return;
    } else {
      requireShape(start);
    }
    for (int i = index.size(); i < start.index().size(); i++) {
      final SegmentIndex.Entry entry = SegmentIndex.decode(start.index().get(i), i);
      if (entry == null) {
        throw new AuditLogException("entry " + i + " of the index is not whole");
      }
      index.append(entry);
    }
    for (final byte[] epoch : start.epochs()) {
      files.keep(epoch(epoch));
    }
    begin(start.first(), anchor(start));
  }

  private static KeptEpoch epoch(final byte[] bytes) {
    try {
      final KeptEpoch epoch = KeptEpoch.parse(bytes);
      if (epoch.sequence() < 0) {
        throw new AuditLogException("a key epoch has no place in the log");
      }
      return epoch;
    } catch (final IOException | UncheckedIOException e) {
      throw new AuditLogException("a key epoch is none", e);
    }
  }

  private static void requireShape(final LogStart start) {
    if (start.level() < SegmentFormat.MIN_SEGMENT_LEVEL
        || start.level() > SegmentFormat.MAX_SEGMENT_LEVEL
        || start.first() < 0
        || start.first() >>> start.level() << start.level() != start.first()
        || start.first() >>> start.level() != start.index().size()
        || start.epochs().size() > KeyTimeline.MAX_EPOCHS
        || (start.first() > 0 && start.epochs().isEmpty())) {
      throw new AuditLogException("no segment of a log can begin so");
    }
  }

  private byte[] anchor(final LogStart start) {
    return start.first() == 0 ? null : index.get(start.index().size() - 1).lastLeaf();
  }

  /** The first segment's anchor depends on the first record, which names the key. */
  private void begin(final long first, final byte[] anchor) throws IOException {
    closeSegment();
    segmentFirst = first;
    next = first;
    batch.begin(first);
    if (anchor != null) {
      segment = SegmentWriter.create(files, SegmentFormat.header(level, first, anchor));
    }
  }

  @Override
  public void record(final byte[] bytes, final int offset, final int length) throws IOException {
    if (next < 0
        || length > RecordLayout.MAX_LENGTH
        || batch.count() == SegmentFormat.MAX_BATCH_RECORDS
        || !batch.hasRoom(length)
        || next == segmentFirst + (1L << level)) {
      throw new AuditLogException("record " + next + " has no place in its batch or segment");
    }
    final int at = batch.claim(length);
    System.arraycopy(bytes, offset, batch.bytes(), at, length);
    batch.commit(at + length);
    if (view.wrap(bytes, offset, length) == null && KeyTimeline.isKeyEpoch(view)) {
      epochs.add(new KeptEpoch(Arrays.copyOfRange(bytes, offset, offset + length), List.of()));
    }
    next++;
  }

  @Override
  public void batch(final byte[] note) throws IOException {
    if (batch.count() == 0 || note.length > SignedNote.MAX_LENGTH) {
      throw new AuditLogException("the note in front of record " + next + " ends no batch");
    }
    if (segment == null) {
      segment = SegmentWriter.create(files, SegmentFormat.header(level, 0, genesis()));
    }
    segment.append(batch.seal(note));
    for (final KeptEpoch epoch : epochs) {
      files.keep(epoch);
    }
    epochs.clear();
    head = note.clone();
    batch.begin(next);
    if (next == segmentFirst + (1L << level)) {
      closeSegment();
      final SegmentIndex.Entry full =
          SegmentSummary.of(SegmentFormat.path(files.directory(), segmentFirst));
      index.append(full);
      begin(next, full.lastLeaf());
    }
  }

  /** Of the log's name, which the key in its first record makes. */
  private byte[] genesis() {
    if (epochs.isEmpty()) {
      throw new AuditLogException("the first batch begins no key's time");
    }
    return LogOrigin.genesis(
        LogOrigin.of(
            LogFiles.publicKeyOf(epochs.get(0).view()),
            files.directory().getFileName().toString()));
  }

  @Override
  public void head(final byte[] note) {
    if (note.length > SignedNote.MAX_LENGTH) {
      throw new AuditLogException("a note of " + note.length + " bytes is too long");
    }
    head = note.clone();
  }

  /** Records so far, those in front of the first one counted. */
  public long size() {
    return Math.max(0, next - batch.count());
  }

  /** Gives out the newest checkpoint. Records behind the last note are left out. */
  public void finish() throws IOException {
    if (head != null) {
      files.head(head);
      files.forceDirectory();
    }
  }

  private void closeSegment() throws IOException {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }

  @Override
  public void close() {
    CloseHelper.quietClose(segment);
  }
}
