package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.BundleHead;
import io.tollgate.audit.proof.BundleWriter;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.CompactRange;
import io.tollgate.audit.proof.KeyTimeline;
import io.tollgate.audit.proof.LogOrigin;
import io.tollgate.audit.proof.MerkleProofs;
import io.tollgate.audit.proof.ProvenRecord;
import io.tollgate.audit.proof.VerifierKey;
import io.tollgate.support.error.InvalidRequestException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log's files as of the checkpoint that was given out last, also while the log is being
 * written. For one thread.
 */
public final class LogReader {
  private static final String RANGE = "range";

  private final LogFiles files;
  private final int level;
  private final SegmentIndex index;
  private final KeyTimeline keys;
  private final byte[] head;
  private final Checkpoint checkpoint;
  private final List<KeptEpoch> epochs;
  private final LogTreeNodes nodes;
  private final MerkleProofs proofs = new MerkleProofs();

  private LogReader(final Path directory) throws IOException {
    files = new LogFiles(directory);
    // The head first: what it covers is in the files that are read after it.
    final Optional<byte[]> newest = files.head();
    if (!Files.isDirectory(directory)) {
      throw new IOException("no audit log in " + directory);
    }
    epochs = files.epochs();
    final List<Path> segments = files.segments();
    if (epochs.isEmpty() || segments.isEmpty()) {
      throw new IOException("no whole audit log in " + directory);
    }
    head = newest.orElseThrow(() -> new IOException(files.noHead()));
    try (SegmentReader reader = SegmentReader.open(segments.get(0))) {
      if (!reader.hasHeader()) {
        throw new IOException(segments.get(0) + " is no audit segment");
      }
      level = SegmentFormat.levelOf(reader.header());
    }
    index = SegmentIndex.load(directory);
    keys =
        new KeyTimeline(
            LogOrigin.of(
                LogFiles.publicKeyOf(epochs.get(0).view()), directory.getFileName().toString()));
    for (final KeptEpoch epoch : epochs) {
      keys.add(epoch.view());
    }
    checkpoint = keys.require(head);
    nodes = new LogTreeNodes(directory, level, index);
  }

  /**
   * Opens a log.
   *
   * @throws AuditLogException where there is none.
   */
  public static LogReader open(final Path directory) {
    try {
      return new LogReader(directory);
    } catch (final IOException | UncheckedIOException e) {
      throw new AuditLogException(e.getMessage(), e);
    }
  }

  /** The checkpoint that was given out last. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** The same as a signed note, a copy. */
  public byte[] checkpointNote() {
    return head.clone();
  }

  /** The key that signed it. */
  public VerifierKey key() {
    return keys.keyAt(checkpoint.size()).orElseThrow();
  }

  /** The first record that was not pruned. */
  public long first() {
    try {
      return SegmentFormat.firstOf(files.segments().get(0));
    } catch (final IOException e) {
      throw new AuditLogException("cannot list the segments", e);
    }
  }

  /**
   * A record.
   *
   * @throws InvalidRequestException where it was pruned or is not there yet.
   */
  public AuditRecord record(final long sequence) {
    requireRange(sequence, sequence + 1);
    try {
      final byte[] bytes = SegmentReader.find(segmentOf(sequence), sequence);
      final AuditRecord record = new AuditRecord();
      final String defect = record.wrap(bytes, 0, bytes.length);
      if (defect != null) {
        throw new AuditLogException("record " + sequence + ": " + defect);
      }
      return record;
    } catch (final NoSuchFileException e) {
      throw prunedMeanwhile(e);
    } catch (final IOException e) {
      throw new AuditLogException("record " + sequence + " cannot be read", e);
    }
  }

  /** The path from a record to the root of the checkpoint. */
  public List<byte[]> inclusionProof(final long sequence) {
    requireRange(sequence, sequence + 1);
    return proofs.inclusion(nodes, sequence, checkpoint.size());
  }

  /**
   * That a tree that was seen before is the beginning of the checkpoint's.
   *
   * @throws InvalidRequestException where that tree ends in a segment that was pruned.
   */
  public List<byte[]> consistencyProof(final long from) {
    return consistencyProof(from, checkpoint.size());
  }

  /**
   * The same between two trees that were seen before.
   *
   * @throws InvalidRequestException where the log never had such sizes, or one of the trees ends in
   *     a segment that was pruned.
   */
  public List<byte[]> consistencyProof(final long from, final long to) {
    if (from < 1 || to > checkpoint.size() || from > to) {
      throw new InvalidRequestException(RANGE, "the log has " + checkpoint.size() + " records");
    }
    requireWhole(from);
    requireWhole(to);
    return proofs.consistency(nodes, from, to);
  }

  private void requireWhole(final long size) {
    if (size < first() && (size >>> level << level) != size) {
      throw new InvalidRequestException(
          RANGE, "a log of " + size + " records ends in a pruned segment");
    }
  }

  /** The first record that is not older than a time; the log's size where all are. */
  public long firstSince(final long timeNs) {
    final long[] found = {-1};
    try {
      for (long at = first(); at < checkpoint.size() && found[0] < 0; at += 1L << level) {
        final int number = (int) (at >>> level);
        if (number < index.size() && index.get(number).lastTimeNs() < timeNs) {
          continue;
        }
        search(segmentOf(at), timeNs, found);
      }
    } catch (final IOException e) {
      throw new AuditLogException("cannot read the audit log", e);
    }
    return found[0] < 0 ? checkpoint.size() : Math.min(found[0], checkpoint.size());
  }

  private static void search(final Path segment, final long timeNs, final long[] found)
      throws IOException {
    final AuditRecord record = new AuditRecord();
    try (SegmentReader reader = SegmentReader.open(segment)) {
      while (found[0] < 0 && reader.next()) {
        reader.forEach(
            (bytes, offset, length) -> {
              if (found[0] < 0
                  && record.wrap(bytes, offset, length) == null
                  && record.timestampNs() >= timeNs) {
                found[0] = record.sequence();
              }
            });
      }
    }
  }

  /**
   * Writes records as a bundle. The range is widened to where its last batch ends, so that a
   * checkpoint stands behind its last record.
   *
   * @param end the first record that need not be in it.
   * @return how many records it has.
   * @throws InvalidRequestException where records of the range were pruned or are not there.
   */
  public long export(final long first, final long end, final OutputStream out) throws IOException {
    requireRange(first, end);
    try {
      return write(first, end, out);
    } catch (final NoSuchFileException e) {
      throw prunedMeanwhile(e);
    } catch (final UncheckedIOException e) {
      throw e.getCause() instanceof NoSuchFileException ? prunedMeanwhile(e) : e;
    }
  }

  private static InvalidRequestException prunedMeanwhile(final Exception cause) {
    final InvalidRequestException refusal =
        new InvalidRequestException(RANGE, "records of the range were pruned meanwhile");
    refusal.initCause(cause);
    return refusal;
  }

  private long write(final long first, final long end, final OutputStream out) throws IOException {
    final long last = batchEnd(end - 1);
    final BundleWriter writer =
        new BundleWriter(
            out,
            new BundleHead(
                keys.origin(),
                first,
                last - first,
                left(first),
                anchor(first),
                right(last),
                provenEpochs(),
                head));
    for (long at = first >>> level << level; at < last; at += 1L << level) {
      copy(segmentOf(at), first, last, writer);
    }
    writer.finish();
    return last - first;
  }

  private void copy(final Path segment, final long first, final long end, final BundleWriter writer)
      throws IOException {
    try (SegmentReader reader = SegmentReader.open(segment)) {
      while (reader.next() && reader.firstSequence() < end) {
        final long batchEnd = reader.firstSequence() + reader.count();
        if (batchEnd > first) {
          final long[] at = {reader.firstSequence()};
          reader.forEach(
              (bytes, offset, length) -> {
                if (at[0]++ >= first) {
                  writer.record(bytes, offset, length);
                }
              });
          writer.checkpoint(reader.note());
        }
      }
    }
  }

  private long batchEnd(final long sequence) throws IOException {
    try (SegmentReader reader = SegmentReader.open(segmentOf(sequence))) {
      while (reader.next()) {
        if (sequence < reader.firstSequence() + reader.count()) {
          return reader.firstSequence() + reader.count();
        }
      }
    }
    throw new IOException("record " + sequence + " is not there");
  }

  private List<byte[]> left(final long first) {
    final List<byte[]> left = new ArrayList<>();
    for (long at = 0; at < first; ) {
      final int height = CompactRange.levelAt(at, first);
      left.add(nodes.node(height, at >>> height));
      at += 1L << height;
    }
    return left;
  }

  private List<byte[]> right(final long end) {
    final List<byte[]> right = new ArrayList<>();
    for (long at = end; at < checkpoint.size(); ) {
      final int height = CompactRange.levelAt(at, checkpoint.size());
      right.add(nodes.node(height, at >>> height));
      at += 1L << height;
    }
    return right;
  }

  private byte[] anchor(final long first) {
    if (first == 0) {
      return LogOrigin.genesis(keys.origin());
    }
    final boolean isAtSegment = (first >>> level << level) == first;
    return isAtSegment ? index.get((int) (first >>> level) - 1).lastLeaf() : nodes.leaf(first - 1);
  }

  private List<ProvenRecord> provenEpochs() {
    final List<ProvenRecord> proven = new ArrayList<>();
    for (final KeptEpoch epoch : epochs) {
      final long sequence = epoch.sequence();
      if (sequence < checkpoint.size()) {
        proven.add(new ProvenRecord(epoch.record(), epochProof(epoch, sequence)));
      }
    }
    return proven;
  }

  /** Within a pruned segment the path was kept; from the segment's root on it is made anew. */
  private List<byte[]> epochProof(final KeptEpoch epoch, final long sequence) {
    if (epoch.path().isEmpty()) {
      return proofs.inclusion(nodes, sequence, checkpoint.size());
    }
    final List<byte[]> proof = new ArrayList<>(epoch.path());
    final List<byte[]> above =
        proofs.inclusion(
            (at, number) -> nodeAbove(at, number, sequence), sequence, checkpoint.size());
    proof.addAll(above.subList(level, above.size()));
    return proof;
  }

  private byte[] nodeAbove(final int at, final long number, final long sequence) {
    // The lower part of the path is not asked for: it was kept.
    return at < level && (number << at) >>> level == sequence >>> level
        ? new byte[io.tollgate.audit.proof.TreeHasher.HASH_LENGTH]
        : nodes.node(at, number);
  }

  private Path segmentOf(final long sequence) {
    return SegmentFormat.path(files.directory(), sequence >>> level << level);
  }

  private void requireRange(final long first, final long end) {
    if (first < 0 || end <= first || end > checkpoint.size()) {
      throw new InvalidRequestException(
          RANGE,
          "the log has records 0 to "
              + (checkpoint.size() - 1)
              + ", not "
              + first
              + " to "
              + (end - 1));
    }
    if (first < first()) {
      throw new InvalidRequestException(RANGE, "records before " + first() + " were pruned");
    }
  }
}
