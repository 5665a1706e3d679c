package io.tollgate.audit.proof;

import java.util.List;

/** What surrounds the records of a bundle. Immutable. */
public final class BundleHead {
  private final String origin;
  private final long first;
  private final long count;
  private final List<byte[]> left;
  private final byte[] anchor;
  private final List<byte[]> right;
  private final List<ProvenRecord> epochs;
  private final byte[] checkpoint;

  /**
   * What surrounds records.
   *
   * @param origin the log's name.
   * @param first sequence of the first record.
   * @param count of records.
   * @param left roots of the perfect subtrees of all records before, the largest first.
   * @param anchor leaf hash of the record before the first, or the log's genesis.
   * @param right roots of the perfect subtrees from the range's end to the checkpoint's size, in
   *     order.
   * @param epochs the records that began an epoch before the checkpoint, each with its proof.
   * @param checkpoint the signed note that everything is proven against.
   */
  public BundleHead(
      final String origin,
      final long first,
      final long count,
      final List<byte[]> left,
      final byte[] anchor,
      final List<byte[]> right,
      final List<ProvenRecord> epochs,
      final byte[] checkpoint) {
    this.origin = origin;
    this.first = first;
    this.count = count;
    this.left = List.copyOf(left);
    this.anchor = anchor.clone();
    this.right = List.copyOf(right);
    this.epochs = List.copyOf(epochs);
    this.checkpoint = checkpoint.clone();
  }

  /** The log's name. */
  public String origin() {
    return origin;
  }

  /** Sequence of the first record. */
  public long first() {
    return first;
  }

  /** How many records. */
  public long count() {
    return count;
  }

  /** Roots of the perfect subtrees of all records before, the largest first. */
  public List<byte[]> left() {
    return left;
  }

  /** Leaf hash of the record before the first, a copy. */
  public byte[] anchor() {
    return anchor.clone();
  }

  /** Roots of the perfect subtrees behind the records, in order. */
  public List<byte[]> right() {
    return right;
  }

  /** The records that began an epoch. */
  public List<ProvenRecord> epochs() {
    return epochs;
  }

  /** The signed note that everything is proven against, a copy. */
  public byte[] checkpoint() {
    return checkpoint.clone();
  }
}
