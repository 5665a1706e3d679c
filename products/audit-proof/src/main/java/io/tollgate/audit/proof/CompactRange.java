package io.tollgate.audit.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree (RFC 6962) of which only the roots of its perfect subtrees are kept, at most 63 of
 * them: enough to append and to know the root at every size. Appending allocates nothing. For one
 * thread.
 */
public final class CompactRange {
  private static final int HASH_LENGTH = TreeHasher.HASH_LENGTH;
  private static final int LEVELS = Long.SIZE - 1;

  private final TreeHasher hasher = new TreeHasher();
  private final byte[] nodes = new byte[LEVELS * HASH_LENGTH];
  private final byte[] carry = new byte[HASH_LENGTH];
  private long size;

  /** A tree without leaves. */
  public CompactRange() {}

  /**
   * The tree of a size whose subtrees have these roots, the largest first.
   *
   * @throws IllegalArgumentException where their number is not that of the size's one-bits.
   */
  public static CompactRange of(final long size, final List<byte[]> roots) {
    if (size < 0 || roots.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves has not " + roots.size() + " perfect subtrees");
    }
    final CompactRange range = new CompactRange();
    int next = 0;
    for (int level = LEVELS - 1; level >= 0; level--) {
      if (((size >>> level) & 1) == 1) {
        range.appendSubtree(level, roots.get(next++), 0);
      }
    }
    return range;
  }

  /** A copy that goes its own way. */
  public CompactRange copy() {
    final CompactRange copy = new CompactRange();
    System.arraycopy(nodes, 0, copy.nodes, 0, nodes.length);
    copy.size = size;
    return copy;
  }

  /** Leaves so far. */
  public long size() {
    return size;
  }

  /** Appends a leaf by its hash. */
  public void append(final byte[] leafHash, final int offset) {
    appendSubtree(0, leafHash, offset);
  }

  /**
   * Appends a perfect subtree of 2^level leaves by its root.
   *
   * @throws IllegalArgumentException where such a subtree cannot begin here.
   */
  public void appendSubtree(final int level, final byte[] root, final int offset) {
    if (level < 0 || level >= LEVELS || (size & ((1L << level) - 1)) != 0) {
      throw new IllegalArgumentException("no subtree of level " + level + " begins at " + size);
    }
    System.arraycopy(root, offset, carry, 0, HASH_LENGTH);
    int at = level;
    while (((size >>> at) & 1) == 1) {
      hasher.node(nodes, at * HASH_LENGTH, carry, 0, carry, 0);
      at++;
    }
    System.arraycopy(carry, 0, nodes, at * HASH_LENGTH, HASH_LENGTH);
    size = Math.addExact(size, 1L << level);
  }

  /** The root of the tree as it is now. */
  public byte[] root() {
    if (size == 0) {
      return hasher.plain(new byte[0]);
    }
    int level = Long.numberOfTrailingZeros(size);
    final byte[] root = node(level);
    for (level++; level < LEVELS; level++) {
      if (((size >>> level) & 1) == 1) {
        hasher.node(nodes, level * HASH_LENGTH, root, 0, root, 0);
      }
    }
    return root;
  }

  /** The roots of its perfect subtrees, the largest first, as {@link #of} takes them. */
  public List<byte[]> subtreeRoots() {
    final List<byte[]> roots = new ArrayList<>();
    for (int level = LEVELS - 1; level >= 0; level--) {
      if (((size >>> level) & 1) == 1) {
        roots.add(node(level));
      }
    }
    return roots;
  }

  private byte[] node(final int level) {
    return Arrays.copyOfRange(nodes, level * HASH_LENGTH, (level + 1) * HASH_LENGTH);
  }

  /**
   * The level of the largest perfect subtree that begins at a leaf and does not reach beyond the
   * end: one after the other they make up any range.
   */
  public static int levelAt(final long begin, final long end) {
    final int fitting = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - begin);
    return begin == 0 ? fitting : Math.min(fitting, Long.numberOfTrailingZeros(begin));
  }
}
