package io.tollgate.audit.log;

import io.tollgate.audit.proof.TreeHasher;
import io.tollgate.audit.proof.TreeNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A log's tree as it lies on the disk: full segments by their roots in the index, whatever is
 * smaller by the leaf hashes of one segment at a time. One thread.
 */
final class LogTreeNodes implements TreeNodes {
  private static final int HASH_LENGTH = TreeHasher.HASH_LENGTH;

  private final Path directory;
  private final int level;
  private final SegmentIndex index;
  private final TreeHasher hasher = new TreeHasher();
  private long loaded = -1;
  private byte[] leaves = {};

  LogTreeNodes(final Path directory, final int level, final SegmentIndex index) {
    this.directory = directory;
    this.level = level;
    this.index = index;
  }

  @Override
  public byte[] node(final int at, final long number) {
    if (at == level && number < index.size()) {
      return index.get((int) number).root();
    }
    if (at == 0) {
      return leaf(number);
    }
    final byte[] left = node(at - 1, 2 * number);
    final byte[] right = node(at - 1, 2 * number + 1);
    hasher.node(left, 0, right, 0, left, 0);
    return left;
  }

  /** A record's leaf hash. */
  byte[] leaf(final long sequence) {
    final long segment = sequence >>> level;
    if (segment != loaded) {
      try {
        leaves = SegmentSummary.leavesOf(SegmentFormat.path(directory, segment << level));
        loaded = segment;
      } catch (final IOException e) {
        throw new UncheckedIOException("record " + sequence + " is not there", e);
      }
    }
    final int at = (int) (sequence - (segment << level)) * HASH_LENGTH;
    if (at + HASH_LENGTH > leaves.length) {
      // Written since the segment was read: the log grows meanwhile.
      loaded = -1;
      throw new UncheckedIOException(new IOException("record " + sequence + " is not there yet"));
    }
    return Arrays.copyOfRange(leaves, at, at + HASH_LENGTH);
  }

  /** The same within one segment, without the index. */
  byte[] nodeWithin(final int at, final long number) {
    if (at == 0) {
      return leaf(number);
    }
    final byte[] left = nodeWithin(at - 1, 2 * number);
    final byte[] right = nodeWithin(at - 1, 2 * number + 1);
    hasher.node(left, 0, right, 0, left, 0);
    return left;
  }
}
