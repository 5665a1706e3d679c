package io.tollgate.audit.log;

import io.tollgate.audit.proof.CompactRange;
import io.tollgate.audit.proof.LittleEndian;
import io.tollgate.audit.proof.TreeHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What is kept of every full segment, also of those that were pruned: the root of its subtree, the
 * leaf hash of its last record, and its times. The proofs of all other records need no more of it.
 */
final class SegmentIndex {
  static final int ENTRY_LENGTH = 96;
  private static final int LAST_LEAF_AT = 32;
  private static final int FIRST_TIME_AT = 64;
  private static final int LAST_TIME_AT = 72;
  private static final int NUMBER_AT = 80;
  private static final int CRC_AT = 88;

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();

  /** One full segment. */
  static final class Entry {
    private final byte[] root;
    private final byte[] lastLeaf;
    private final long firstTimeNs;
    private final long lastTimeNs;

    Entry(final byte[] root, final byte[] lastLeaf, final long firstTimeNs, final long lastTimeNs) {
      this.root = root.clone();
      this.lastLeaf = lastLeaf.clone();
      this.firstTimeNs = firstTimeNs;
      this.lastTimeNs = lastTimeNs;
    }

    byte[] root() {
      return root.clone();
    }

    byte[] lastLeaf() {
      return lastLeaf.clone();
    }

    long firstTimeNs() {
      return firstTimeNs;
    }

    long lastTimeNs() {
      return lastTimeNs;
    }

    boolean isSame(final Entry other) {
      return Arrays.equals(root, other.root) && Arrays.equals(lastLeaf, other.lastLeaf);
    }
  }

  private SegmentIndex(final Path file) {
    this.file = file;
  }

  /** Reads the entries up to the first that is not whole. */
  static SegmentIndex load(final Path directory) throws IOException {
    final SegmentIndex index = new SegmentIndex(directory.resolve("index"));
    if (Files.exists(index.file)) {
      final byte[] bytes = Files.readAllBytes(index.file);
      for (int at = 0; bytes.length - at >= ENTRY_LENGTH; at += ENTRY_LENGTH) {
        final Entry entry =
            decode(Arrays.copyOfRange(bytes, at, at + ENTRY_LENGTH), index.entries.size());
        if (entry == null) {
          break;
        }
        index.entries.add(entry);
      }
    }
    return index;
  }

  int size() {
    return entries.size();
  }

  Entry get(final int number) {
    return entries.get(number);
  }

  /** The tree of all records before a segment. */
  CompactRange before(final int number, final int level) {
    final CompactRange left = new CompactRange();
    for (int i = 0; i < number; i++) {
      left.appendSubtree(level, entries.get(i).root(), 0);
    }
    return left;
  }

  /** The bytes of an entry that is the index's number so and so. */
  static byte[] encode(final Entry entry, final long number) {
    final byte[] bytes = new byte[ENTRY_LENGTH];
    System.arraycopy(entry.root, 0, bytes, 0, TreeHasher.HASH_LENGTH);
    System.arraycopy(entry.lastLeaf, 0, bytes, LAST_LEAF_AT, TreeHasher.HASH_LENGTH);
    LittleEndian.putInt64(bytes, FIRST_TIME_AT, entry.firstTimeNs);
    LittleEndian.putInt64(bytes, LAST_TIME_AT, entry.lastTimeNs);
    LittleEndian.putInt64(bytes, NUMBER_AT, number);
    LittleEndian.putInt32(bytes, CRC_AT, crc(bytes));
    return bytes;
  }

  /** Reads an entry; null where the bytes are not whole or not of that number. */
  static Entry decode(final byte[] entry, final long number) {
    return entry.length != ENTRY_LENGTH
            || LittleEndian.int32(entry, CRC_AT) != crc(entry)
            || LittleEndian.int64(entry, NUMBER_AT) != number
        ? null
        : new Entry(
            Arrays.copyOf(entry, LAST_LEAF_AT),
            Arrays.copyOfRange(entry, LAST_LEAF_AT, FIRST_TIME_AT),
            LittleEndian.int64(entry, FIRST_TIME_AT),
            LittleEndian.int64(entry, LAST_TIME_AT));
  }

  /** Adds the next full segment, durably. */
  void append(final Entry entry) throws IOException {
    final byte[] bytes = encode(entry, entries.size());
    try (FileChannel channel = LogFiles.newFile(file)) {
      final ByteBuffer buffer = ByteBuffer.wrap(bytes);
      final long at = (long) entries.size() * ENTRY_LENGTH;
      while (buffer.hasRemaining()) {
        channel.write(buffer, at + buffer.position());
      }
      channel.truncate(at + ENTRY_LENGTH);
      channel.force(true);
    }
    entries.add(entry);
  }

  private static int crc(final byte[] entry) {
    final CRC32C crc = new CRC32C();
    crc.update(entry, 0, CRC_AT);
    return (int) crc.getValue();
  }
}
