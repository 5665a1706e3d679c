package io.tollgate.audit.log;

import io.tollgate.audit.proof.CompactRange;
import java.util.List;

/** A log's tree, cut at the segments, so that each full segment's own root is known. One thread. */
final class LogTree {
  private final int level;
  private final CompactRange segments;
  private CompactRange within;

  /** The tree of a range. */
  LogTree(final CompactRange range, final int level) {
    this.level = level;
    final List<byte[]> roots = range.subtreeRoots();
    final long inSegments = range.size() >>> level << level;
    final int split = Long.bitCount(inSegments);
    segments = CompactRange.of(inSegments, roots.subList(0, split));
    within = CompactRange.of(range.size() - inSegments, roots.subList(split, roots.size()));
  }

  void append(final byte[] leaf) {
    within.append(leaf, 0);
  }

  long size() {
    return segments.size() + within.size();
  }

  /** Records that the segment still takes. */
  long room() {
    return (1L << level) - within.size();
  }

  /** Begins the next segment; returns the full one's root. */
  byte[] roll() {
    final byte[] root = within.root();
    segments.appendSubtree(level, root, 0);
    within = new CompactRange();
    return root;
  }

  byte[] root() {
    final CompactRange all = segments.copy();
    final long end = size();
    for (final byte[] root : within.subtreeRoots()) {
      all.appendSubtree(CompactRange.levelAt(all.size(), end), root, 0);
    }
    return all.root();
  }
}
