package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.CompactRange;
import io.tollgate.audit.proof.KeyTimeline;
import io.tollgate.audit.proof.LogOrigin;
import io.tollgate.audit.proof.ProofFormatException;
import io.tollgate.audit.proof.TreeHasher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log forward while it is being written, as far as it is signed: every batch must make the
 * tree that its checkpoint was signed over, together with all that was read before. So a history
 * that changed after it was read is found at the next batch. For one thread.
 */
public final class SignedTail implements AutoCloseable {
  private static final int HASH_LENGTH = TreeHasher.HASH_LENGTH;

  private final LogFiles files;
  private final KeyTimeline keys;
  private final int level;
  private final CompactRange tree;
  private final TreeHasher hasher = new TreeHasher();
  private final AuditRecord record = new AuditRecord();
  private final byte[] leaf = new byte[HASH_LENGTH];
  private byte[] head = {};
  private Checkpoint checkpoint;
  private SegmentReader segment;

  /** Gets each record; the view and the hash are good until this returns. */
  @FunctionalInterface
  public interface Sink {
    /** The next record and its leaf hash. */
    void onRecord(AuditRecord record, byte[] leafHash);
  }

  private SignedTail(
      final LogFiles files, final KeyTimeline keys, final int level, final CompactRange tree) {
    this.files = files;
    this.keys = keys;
    this.level = level;
    this.tree = tree;
  }

  /**
   * Opens a log.
   *
   * @param directory of the log, named like the log.
   * @param seen the tree of the records that were read before; empty to begin with the first record
   *     that was not pruned, as is done where records behind what was seen are gone.
   * @return empty where there is no log yet.
   * @throws AuditLogException where it cannot be read.
   */
  public static Optional<SignedTail> open(final Path directory, final Optional<CompactRange> seen) {
    final LogFiles files = new LogFiles(directory);
    try {
      if (files.head().isEmpty()) {
        return Optional.empty();
      }
      final List<KeptEpoch> epochs = files.epochs();
      final List<Path> segments = files.segments();
      if (epochs.isEmpty() || segments.isEmpty()) {
        return Optional.empty();
      }
      final int level = levelOf(segments.get(0));
      final long first = SegmentFormat.firstOf(segments.get(0));
      final CompactRange tree =
          seen.isPresent() && seen.get().size() >= first
              ? seen.get().copy()
              : before(directory, level, first);
      final KeyTimeline keys =
          new KeyTimeline(
              LogOrigin.of(
                  LogFiles.publicKeyOf(epochs.get(0).view()), directory.getFileName().toString()));
      return Optional.of(new SignedTail(files, keys, level, tree));
    } catch (final IOException | UncheckedIOException e) {
      throw new AuditLogException("the audit log in " + directory + " cannot be read", e);
    }
  }

  private static int levelOf(final Path segment) throws IOException {
    try (SegmentReader reader = SegmentReader.open(segment)) {
      if (!reader.hasHeader()) {
        throw new IOException(segment + " is no audit segment");
      }
      return SegmentFormat.levelOf(reader.header());
    }
  }

  /** The tree of the records that were pruned. */
  private static CompactRange before(final Path directory, final int level, final long first)
      throws IOException {
    final LogTreeNodes nodes = new LogTreeNodes(directory, level, SegmentIndex.load(directory));
    final List<byte[]> roots = new ArrayList<>();
    for (long at = 0; at < first; ) {
      final int height = CompactRange.levelAt(at, first);
      roots.add(nodes.node(height, at >>> height));
      at += 1L << height;
    }
    return CompactRange.of(first, roots);
  }

  /**
   * Looks for a newer checkpoint; false where there is none.
   *
   * @throws LogChangedException where it is not signed by the log, or has fewer records than were
   *     read, or as many and another root.
   */
  public boolean refresh() {
    try {
      final Optional<byte[]> newest = files.head();
      if (newest.isEmpty() || Arrays.equals(newest.get(), head)) {
        return false;
      }
      final Checkpoint next = require(newest.get());
      if (next.size() < tree.size()) {
        throw changed("has " + next.size() + " records, and " + tree.size() + " were read");
      }
      if (next.size() == tree.size() && !Arrays.equals(next.root(), tree.root())) {
        throw changed("has other records than the " + tree.size() + " that were read");
      }
      head = newest.get();
      checkpoint = next;
      return true;
    } catch (final IOException e) {
      throw new AuditLogException("the checkpoint of " + name() + " cannot be read", e);
    }
  }

  private Checkpoint require(final byte[] note) throws IOException {
    try {
      return keys.require(note);
    } catch (final ProofFormatException e) {
      // Perhaps by a key whose time began since: its record was kept before its first signature.
      return requireAnew(note);
    }
  }

  private Checkpoint requireAnew(final byte[] note) throws IOException {
    try {
      for (final KeptEpoch epoch : files.epochs()) {
        keys.add(epoch.view());
      }
      return keys.require(note);
    } catch (final ProofFormatException e) {
      throw changed("is not signed as it should be: " + e.getMessage());
    }
  }

  /**
   * Hands over the records of the next batch.
   *
   * @return how many; 0 where all that is signed was read.
   * @throws LogChangedException where they are not what was signed.
   */
  public int next(final Sink sink) {
    if (checkpoint == null || tree.size() >= checkpoint.size()) {
      return 0;
    }
    try {
      final long first = tree.size();
      toBatch(first);
      if (!segment.isCrcRight() || first + segment.count() > checkpoint.size()) {
        throw changed("has a broken batch at record " + first);
      }
      if (!segment.forEach((bytes, at, length) -> take(sink, bytes, at, length))) {
        throw changed("has a batch at record " + first + " whose lengths do not add up");
      }
      final Checkpoint signed = require(segment.note());
      if (signed.size() != tree.size() || !Arrays.equals(signed.root(), tree.root())) {
        throw changed(
            "disagrees: the records up to "
                + (tree.size() - 1)
                + " as they were read are not those that were signed");
      }
      return (int) (tree.size() - first);
    } catch (final IOException e) {
      throw new AuditLogException("records of " + name() + " cannot be read", e);
    }
  }

  private void take(final Sink sink, final byte[] bytes, final int at, final int length) {
    final String defect = record.wrap(bytes, at, length);
    if (defect != null || record.sequence() != tree.size()) {
      throw changed("has no whole record " + tree.size() + (defect == null ? "" : ": " + defect));
    }
    record.hash(hasher, leaf);
    tree.append(leaf, 0);
    sink.onRecord(record, leaf);
  }

  private void toBatch(final long first) throws IOException {
    final boolean isAtSegment = first >>> level << level == first;
    if (isAtSegment || segment == null) {
      close();
      segment = SegmentReader.open(SegmentFormat.path(files.directory(), first >>> level << level));
    }
    do {
      if (!segment.next() || segment.firstSequence() > first) {
        throw changed("has no batch that begins with record " + first);
      }
    } while (segment.firstSequence() < first);
  }

  private LogChangedException changed(final String what) {
    return new LogChangedException("the audit log " + name() + " " + what);
  }

  /** The log's origin. */
  public String origin() {
    return keys.origin();
  }

  /** The tree of all records that were read, a copy. */
  public CompactRange tree() {
    return tree.copy();
  }

  /** How many records were read, or pruned before. */
  public long size() {
    return tree.size();
  }

  /** The checkpoint up to which records are read; empty before the first {@link #refresh}. */
  public Optional<Checkpoint> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  /** The first record that was not pruned. */
  public long first() {
    try {
      return SegmentFormat.firstOf(files.segments().get(0));
    } catch (final IOException e) {
      throw new AuditLogException("the segments of " + name() + " cannot be listed", e);
    }
  }

  private String name() {
    return files.directory().getFileName().toString();
  }

  @Override
  public void close() {
    if (segment != null) {
      try {
        segment.close();
      } catch (final IOException e) {
        throw new AuditLogException("a segment of " + name() + " cannot be closed", e);
      }
      segment = null;
    }
  }
}
