package io.tollgate.audit.proof;

import java.util.List;

/** A record with its inclusion proof. Immutable. */
public final class ProvenRecord {
  private final byte[] bytes;
  private final List<byte[]> proof;

  /**
   * A record.
   *
   * @param bytes of the record.
   * @param proof from it to a checkpoint's root.
   */
  public ProvenRecord(final byte[] bytes, final List<byte[]> proof) {
    this.bytes = bytes.clone();
    this.proof = List.copyOf(proof);
  }

  /** The record, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Hashes from the leaf's sibling up. */
  public List<byte[]> proof() {
    return proof;
  }
}
