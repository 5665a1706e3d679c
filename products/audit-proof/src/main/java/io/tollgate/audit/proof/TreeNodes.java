package io.tollgate.audit.proof;

/** Where the hashes of a tree's perfect subtrees come from when a proof is made. */
@FunctionalInterface
public interface TreeNodes {
  /**
   * The root of the perfect subtree over leaves {@code index * 2^level} to {@code (index + 1) *
   * 2^level - 1}.
   */
  byte[] node(int level, long index);
}
