package io.tollgate.audit.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Inclusion and consistency proofs of RFC 6962 section 2.1, made from {@link TreeNodes} and checked
 * as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say. For one thread.
 */
public final class MerkleProofs {
  private static final int HASH_LENGTH = TreeHasher.HASH_LENGTH;

  private final TreeHasher hasher = new TreeHasher();

  /** Makes and checks proofs. */
  public MerkleProofs() {}

  /**
   * The path from a leaf to the root of the first {@code size} leaves, the leaf's sibling first.
   */
  public List<byte[]> inclusion(final TreeNodes nodes, final long leaf, final long size) {
    if (leaf < 0 || leaf >= size) {
      throw new IllegalArgumentException("leaf " + leaf + " is not in a tree of " + size);
    }
    final List<byte[]> proof = new ArrayList<>();
    addPath(nodes, leaf, 0, size, proof);
    return proof;
  }

  private void addPath(
      final TreeNodes nodes,
      final long leaf,
      final long begin,
      final long end,
      final List<byte[]> proof) {
    if (end - begin == 1) {
      return;
    }
    final long split = split(begin, end);
    if (leaf < split) {
      addPath(nodes, leaf, begin, split, proof);
      proof.add(rangeHash(nodes, split, end));
    } else {
      addPath(nodes, leaf, split, end, proof);
      proof.add(rangeHash(nodes, begin, split));
    }
  }

  /** That the first {@code from} of {@code size} leaves are a tree's that was seen before. */
  public List<byte[]> consistency(final TreeNodes nodes, final long from, final long size) {
    if (from < 1 || from > size) {
      throw new IllegalArgumentException(from + " leaves do not come before " + size);
    }
    final List<byte[]> proof = new ArrayList<>();
    if (from < size) {
      addConsistency(nodes, from, 0, size, true, proof);
    }
    return proof;
  }

  private void addConsistency(
      final TreeNodes nodes,
      final long from,
      final long begin,
      final long end,
      final boolean isKnown,
      final List<byte[]> proof) {
    if (from == end) {
      if (!isKnown) {
        proof.add(rangeHash(nodes, begin, end));
      }
      return;
    }
    final long split = split(begin, end);
    if (from <= split) {
      addConsistency(nodes, from, begin, split, isKnown, proof);
      proof.add(rangeHash(nodes, split, end));
    } else {
      addConsistency(nodes, from, split, end, false, proof);
      proof.add(rangeHash(nodes, begin, split));
    }
  }

  private byte[] rangeHash(final TreeNodes nodes, final long begin, final long end) {
    final long length = end - begin;
    if (Long.bitCount(length) == 1) {
      final int level = Long.numberOfTrailingZeros(length);
      return nodes.node(level, begin >>> level);
    }
    final long split = split(begin, end);
    final byte[] left = rangeHash(nodes, begin, split);
    final byte[] right = rangeHash(nodes, split, end);
    hasher.node(left, 0, right, 0, left, 0);
    return left;
  }

  private static long split(final long begin, final long end) {
    return begin + Long.highestOneBit(end - begin - 1);
  }

  /** Whether a proof shows that a leaf of this hash is in the tree of this root. */
  public boolean isIncluded(
      final byte[] leafHash,
      final long leaf,
      final long size,
      final List<byte[]> proof,
      final byte[] root) {
    if (leaf < 0 || leaf >= size || leafHash.length != HASH_LENGTH || !areHashes(proof)) {
      return false;
    }
    long index = leaf;
    long last = size - 1;
    final byte[] hash = leafHash.clone();
    for (final byte[] sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((index & 1) == 1 || index == last) {
        hasher.node(sibling, 0, hash, 0, hash, 0);
        while ((index & 1) == 0 && index != 0) {
          index >>>= 1;
          last >>>= 1;
        }
      } else {
        hasher.node(hash, 0, sibling, 0, hash, 0);
      }
      index >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /** Whether a proof shows that the tree of the first root is the beginning of the second's. */
  public boolean isConsistent(
      final long from,
      final byte[] fromRoot,
      final long size,
      final byte[] root,
      final List<byte[]> proof) {
    if (from < 1 || from > size || !areHashes(proof)) {
      return false;
    }
    if (from == size) {
      return proof.isEmpty() && Arrays.equals(fromRoot, root);
    }
    if (fromRoot.length != HASH_LENGTH) {
      return false;
    }
    final boolean isPerfect = Long.bitCount(from) == 1;
    if (!isPerfect && proof.isEmpty()) {
      return false;
    }
    final byte[] seed = isPerfect ? fromRoot : proof.get(0);
    return followsFrom(
        from, fromRoot, size, root, seed, isPerfect ? proof : proof.subList(1, proof.size()));
  }

  private boolean followsFrom(
      final long from,
      final byte[] fromRoot,
      final long size,
      final byte[] root,
      final byte[] seed,
      final List<byte[]> rest) {
    final int levels = Long.numberOfTrailingZeros(~(from - 1));
    long index = (from - 1) >>> levels;
    long last = (size - 1) >>> levels;
    final byte[] old = seed.clone();
    final byte[] now = seed.clone();
    for (final byte[] hash : rest) {
      if (last == 0) {
        return false;
      }
      if ((index & 1) == 1 || index == last) {
        hasher.node(hash, 0, old, 0, old, 0);
        hasher.node(hash, 0, now, 0, now, 0);
        while ((index & 1) == 0 && index != 0) {
          index >>>= 1;
          last >>>= 1;
        }
      } else {
        hasher.node(now, 0, hash, 0, now, 0);
      }
      index >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(old, fromRoot) && Arrays.equals(now, root);
  }

  private static boolean areHashes(final List<byte[]> proof) {
    return proof.size() < 2 * Long.SIZE
        && proof.stream().allMatch(hash -> hash.length == HASH_LENGTH);
  }
}
