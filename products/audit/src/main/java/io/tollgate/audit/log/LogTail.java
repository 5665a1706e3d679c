package io.tollgate.audit.log;

import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.LogOrigin;
import io.tollgate.audit.proof.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows a log batch by batch while it is written, and never past the checkpoint that was given
 * out last: what it shows is durable and signed. Signatures are not checked here. For one thread.
 */
public final class LogTail implements AutoCloseable {
  private final LogFiles files;
  private final String origin;
  private final int level;
  private final Map<Long, KeptEpoch> provenEpochs = new HashMap<>();
  private SegmentReader reader;
  private byte[] noteBefore;
  private byte[] head = {};
  private Checkpoint covered;
  private long next;

  private LogTail(final LogFiles files, final String origin, final int level) {
    this.files = files;
    this.origin = origin;
    this.level = level;
  }

  /**
   * Opens a log; empty where nothing was signed in it yet.
   *
   * @throws AuditLogException where it cannot be read.
   */
  public static Optional<LogTail> open(final Path directory) {
    try {
      final LogFiles files = new LogFiles(directory);
      if (!Files.isDirectory(directory) || files.head().isEmpty() || files.epochs().isEmpty()) {
        return Optional.empty();
      }
      final Path oldest = files.segments().stream().findFirst().orElseThrow();
      try (SegmentReader reader = SegmentReader.open(oldest)) {
        if (!reader.hasHeader()) {
          throw new AuditLogException(oldest + " is no audit segment");
        }
        final String origin =
            LogOrigin.of(
                LogFiles.publicKeyOf(files.epochs().get(0).view()),
                directory.getFileName().toString());
        final LogTail tail = new LogTail(files, origin, SegmentFormat.levelOf(reader.header()));
        tail.refresh();
        return Optional.of(tail);
      }
    } catch (final IOException | UncheckedIOException e) {
      throw new AuditLogException("the audit log in " + directory + " cannot be read", e);
    }
  }

  /** The log's name. */
  public String origin() {
    return origin;
  }

  /** The first record that was not pruned. */
  public long first() {
    try {
      return SegmentFormat.firstOf(files.segments().get(0));
    } catch (final IOException e) {
      throw new AuditLogException("cannot list the segments of " + origin, e);
    }
  }

  /**
   * Goes to the batch that begins with a record; false where a batch goes over it.
   *
   * @throws AuditLogException where it was pruned, or is not there.
   */
  public boolean moveTo(final long sequence) {
    closeReader();
    noteBefore = null;
    next = sequence;
    if (isAtSegment()) {
      return true;
    }
    try {
      reader = SegmentReader.open(segment());
      while (reader.next()) {
        final long end = reader.firstSequence() + reader.count();
        if (end >= sequence) {
          noteBefore = reader.note();
          return end == sequence;
        }
      }
    } catch (final IOException e) {
      throw unreadable(e);
    }
    throw new AuditLogException("record " + sequence + " of " + origin + " is not there");
  }

  /**
   * Whether the records before the next one are those of a checkpoint, by the root that was signed
   * here.
   */
  public boolean agreesWith(final Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(origin) || checkpoint.size() != next) {
      return false;
    }
    try {
      final byte[] root =
          noteBefore == null
              ? index().before((int) (next >>> level), level).root()
              : checkpointOf(noteBefore).root();
      return Arrays.equals(root, checkpoint.root());
    } catch (final IOException e) {
      throw unreadable(e);
    }
  }

  /** The record that the next batch begins with. */
  public long position() {
    return next;
  }

  /** Whether the next batch begins a segment. */
  public boolean isAtSegment() {
    return next >>> level << level == next;
  }

  /** What a reader must know who begins here; to be asked where a segment begins. */
  public LogStart start() {
    if (!isAtSegment()) {
      throw new IllegalStateException("no segment begins with record " + next);
    }
    try {
      final SegmentIndex index = index();
      final List<byte[]> entries = new ArrayList<>();
      for (int i = 0; i < next >>> level; i++) {
        entries.add(SegmentIndex.encode(index.get(i), i));
      }
      final List<byte[]> epochs = new ArrayList<>();
      for (final KeptEpoch epoch : files.epochs()) {
        if (epoch.sequence() < next) {
          epochs.add(proven(epoch, index).toBytes());
        }
      }
      return new LogStart(level, next, entries, epochs);
    } catch (final IOException e) {
      throw unreadable(e);
    }
  }

  private KeptEpoch proven(final KeptEpoch epoch, final SegmentIndex index) {
    return epoch.path().isEmpty()
        ? provenEpochs.computeIfAbsent(
            epoch.sequence(), sequence -> epoch.withPath(files.directory(), level, index))
        : epoch;
  }

  /**
   * Reads the next batch; false where none is signed yet.
   *
   * @throws AuditLogException where it was pruned, or is not whole.
   */
  public boolean next() {
    try {
      if (next >= covered.size()) {
        refresh();
        if (next >= covered.size()) {
          return false;
        }
      }
      if (reader == null || isAtSegment()) {
        closeReader();
        reader = SegmentReader.open(segment());
      }
      if (!reader.next() || !reader.isCrcRight() || reader.firstSequence() != next) {
        throw new AuditLogException(
            "the batch of record " + next + " of " + origin + " is not whole");
      }
      noteBefore = reader.note();
      next += reader.count();
      return true;
    } catch (final NoSuchFileException e) {
      throw new AuditLogException("record " + next + " of " + origin + " was pruned", e);
    } catch (final IOException e) {
      throw unreadable(e);
    }
  }

  /** Hands over the records of the batch that was read, and its note. */
  public void deliver(final LogSink sink) throws IOException {
    if (!reader.forEach(sink::record)) {
      throw new AuditLogException(
          "the lengths of the batch before record " + next + " of " + origin + " do not add up");
    }
    sink.batch(noteBefore);
  }

  /** The newest checkpoint that was given out, as it is now. */
  public Checkpoint newest() {
    try {
      refresh();
      return covered;
    } catch (final IOException e) {
      throw unreadable(e);
    }
  }

  /** The same as a signed note, a copy. */
  public byte[] newestNote() {
    return head.clone();
  }

  private void refresh() throws IOException {
    final Optional<byte[]> note = files.head();
    if (note.isPresent() && !Arrays.equals(note.get(), head)) {
      covered = checkpointOf(note.get());
      head = note.get();
    }
  }

  private static Checkpoint checkpointOf(final byte[] note) {
    return Checkpoint.parse(SignedNote.parse(note).text());
  }

  private SegmentIndex index() throws IOException {
    final SegmentIndex index = SegmentIndex.load(files.directory());
    if (index.size() < next >>> level) {
      throw new AuditLogException("the index of " + origin + " ends before record " + next);
    }
    return index;
  }

  private Path segment() {
    return SegmentFormat.path(files.directory(), next >>> level << level);
  }

  private AuditLogException unreadable(final IOException cause) {
    return new AuditLogException("the audit log " + origin + " cannot be read", cause);
  }

  private void closeReader() {
    if (reader != null) {
      try {
        reader.close();
      } catch (final IOException e) {
        throw unreadable(e);
      } finally {
        reader = null;
      }
    }
  }

  @Override
  public void close() {
    closeReader();
  }
}
