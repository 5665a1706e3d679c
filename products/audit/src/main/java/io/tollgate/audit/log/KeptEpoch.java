package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.LittleEndian;
import io.tollgate.audit.proof.MerkleProofs;
import io.tollgate.audit.proof.TreeHasher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A record that began an epoch and, once its segment was pruned, its path within that segment. */
final class KeptEpoch {
  private final byte[] record;
  private final List<byte[]> path;

  KeptEpoch(final byte[] record, final List<byte[]> path) {
    this.record = record.clone();
    this.path = List.copyOf(path);
  }

  static KeptEpoch read(final Path file) {
    try {
      return parse(Files.readAllBytes(file));
    } catch (final IOException e) {
      throw new UncheckedIOException(file + " does not hold a key epoch", e);
    }
  }

  /**
   * Reads its bytes.
   *
   * @throws IOException where they are none.
   */
  static KeptEpoch parse(final byte[] bytes) throws IOException {
    final int length = bytes.length < Integer.BYTES ? -1 : LittleEndian.int32(bytes, 0);
    final int rest = bytes.length - Integer.BYTES - length;
    if (length < 0 || rest < 0 || rest % TreeHasher.HASH_LENGTH != 0) {
      throw new IOException("the bytes of a key epoch do not add up");
    }
    final List<byte[]> path = new ArrayList<>();
    for (int at = Integer.BYTES + length; at < bytes.length; at += TreeHasher.HASH_LENGTH) {
      path.add(Arrays.copyOfRange(bytes, at, at + TreeHasher.HASH_LENGTH));
    }
    return new KeptEpoch(Arrays.copyOfRange(bytes, Integer.BYTES, Integer.BYTES + length), path);
  }

  /** The same with its path within its segment, which is full and still there. */
  KeptEpoch withPath(final Path directory, final int level, final SegmentIndex index) {
    final long segmentFirst = sequence() >>> level << level;
    final LogTreeNodes nodes = new LogTreeNodes(directory, level, index);
    return new KeptEpoch(
        record,
        new MerkleProofs()
            .inclusion(
                (at, number) -> nodes.nodeWithin(at, number + (segmentFirst >>> at)),
                sequence() - segmentFirst,
                1L << level));
  }

  byte[] toBytes() {
    final byte[] bytes =
        new byte[Integer.BYTES + record.length + path.size() * TreeHasher.HASH_LENGTH];
    LittleEndian.putInt32(bytes, 0, record.length);
    System.arraycopy(record, 0, bytes, Integer.BYTES, record.length);
    int at = Integer.BYTES + record.length;
    for (final byte[] hash : path) {
      System.arraycopy(hash, 0, bytes, at, TreeHasher.HASH_LENGTH);
      at += TreeHasher.HASH_LENGTH;
    }
    return bytes;
  }

  byte[] record() {
    return record.clone();
  }

  List<byte[]> path() {
    return path;
  }

  AuditRecord view() {
    final AuditRecord view = new AuditRecord();
    final String defect = view.wrap(record, 0, record.length);
    if (defect != null) {
      throw new UncheckedIOException(new IOException("a key epoch is none: " + defect));
    }
    return view;
  }

  long sequence() {
    return view().sequence();
  }
}
