package io.tollgate.audit.log;

import io.tollgate.audit.proof.CompactRange;
import io.tollgate.audit.proof.TreeHasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Works out from a segment's records what the index keeps of it, and its leaf hashes. */
final class SegmentSummary {
  private final TreeHasher hasher = new TreeHasher();
  private final CompactRange range = new CompactRange();
  private final byte[] leaf = new byte[TreeHasher.HASH_LENGTH];
  private final ByteArrayOutputStream leaves = new ByteArrayOutputStream();
  private final SegmentTimes times = new SegmentTimes();

  private SegmentSummary() {}

  static SegmentIndex.Entry of(final Path segment) throws IOException {
    final SegmentSummary summary = read(segment);
    return new SegmentIndex.Entry(
        summary.range.root(), summary.leaf, summary.times.firstNs(), summary.times.lastNs());
  }

  /** The leaf hashes of all its records, one after the other. */
  static byte[] leavesOf(final Path segment) throws IOException {
    return read(segment).leaves.toByteArray();
  }

  private static SegmentSummary read(final Path segment) throws IOException {
    final SegmentSummary summary = new SegmentSummary();
    try (SegmentReader reader = SegmentReader.open(segment)) {
      while (reader.next()) {
        reader.forEach(summary::add);
      }
    }
    return summary;
  }

  private void add(final byte[] bytes, final int offset, final int length) {
    hasher.leaf(bytes, offset, length, leaf, 0);
    range.append(leaf, 0);
    leaves.write(leaf, 0, leaf.length);
    times.add(bytes, offset, length);
  }
}
