package io.tollgate.audit.proof;

import java.util.ArrayList;
import java.util.List;

/** A tree in memory, worked out the plain way. */
final class MemoryTree implements TreeNodes {
  private final TreeHasher hasher = new TreeHasher();
  private final List<byte[]> leaves = new ArrayList<>();

  /** Of so many leaves, each of one byte. */
  MemoryTree(final int size) {
    for (int i = 0; i < size; i++) {
      leaves.add(leafHash(new byte[] {(byte) i}));
    }
  }

  MemoryTree(final List<byte[]> leafHashes) {
    leaves.addAll(leafHashes);
  }

  static byte[] leafHash(final byte[] leaf) {
    final byte[] hash = new byte[TreeHasher.HASH_LENGTH];
    new TreeHasher().leaf(leaf, 0, leaf.length, hash, 0);
    return hash;
  }

  @Override
  public byte[] node(final int level, final long index) {
    if (level == 0) {
      return leaves.get((int) index).clone();
    }
    final byte[] left = node(level - 1, 2 * index);
    final byte[] right = node(level - 1, 2 * index + 1);
    final byte[] out = new byte[TreeHasher.HASH_LENGTH];
    hasher.node(left, 0, right, 0, out, 0);
    return out;
  }

  byte[] root(final int size) {
    final CompactRange range = new CompactRange();
    for (int i = 0; i < size; i++) {
      range.append(leaves.get(i), 0);
    }
    return range.root();
  }
}
