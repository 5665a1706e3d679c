package io.tollgate.audit.log;

import io.tollgate.audit.proof.LittleEndian;
import io.tollgate.audit.proof.RecordLayout;
import io.tollgate.audit.proof.TreeHasher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment file: a header, then batches. The README describes them. Checksums tell
 * accidents and torn writes from whole ones; against whoever can compute them stand the signatures.
 */
final class SegmentFormat {
  static final int HEADER_LENGTH = 64;
  static final int BATCH_HEADER_LENGTH = 32;
  static final int RECORD_HEADER_LENGTH = Integer.BYTES;
  static final int MAX_BATCH_RECORDS = 4096;
  static final int MAX_BATCH_LENGTH = 8 * 1024 * 1024;
  static final int MIN_SEGMENT_LEVEL = 3;
  static final int MAX_SEGMENT_LEVEL = 20;

  private static final byte[] MAGIC = "TGAUDIT1".getBytes(StandardCharsets.US_ASCII);
  private static final int LEVEL_AT = 8;
  private static final int FIRST_AT = 16;
  private static final int ANCHOR_AT = 24;
  private static final int HEADER_CRC_AT = 56;

  static final int BATCH_MAGIC = 0x48435442;
  static final int BATCH_COUNT_AT = 4;
  static final int BATCH_RECORDS_LENGTH_AT = 8;
  static final int BATCH_NOTE_LENGTH_AT = 12;
  static final int BATCH_FIRST_AT = 16;
  static final int BATCH_CRC_AT = 24;

  private static final String PREFIX = "segment-";
  private static final String SUFFIX = ".log";

  private SegmentFormat() {}

  static Path path(final Path directory, final long first) {
    return directory.resolve(String.format("%s%020d%s", PREFIX, first, SUFFIX));
  }

  /** First sequence by a file's name; -1 where it is no segment's. */
  static long firstOf(final Path file) {
    final String name = file.getFileName().toString();
    return name.matches("segment-\\d{20}\\.log")
        ? Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
        : -1;
  }

  static byte[] header(final int level, final long first, final byte[] anchor) {
    final byte[] header = Arrays.copyOf(MAGIC, HEADER_LENGTH);
    header[LEVEL_AT] = (byte) level;
    LittleEndian.putInt64(header, FIRST_AT, first);
    System.arraycopy(anchor, 0, header, ANCHOR_AT, TreeHasher.HASH_LENGTH);
    LittleEndian.putInt32(header, HEADER_CRC_AT, crc(header, HEADER_CRC_AT));
    return header;
  }

  static boolean isHeader(final byte[] header) {
    return header.length == HEADER_LENGTH
        && Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && Arrays.equals(header, header(levelOf(header), firstOf(header), anchorOf(header)));
  }

  static int levelOf(final byte[] header) {
    return header[LEVEL_AT];
  }

  static long firstOf(final byte[] header) {
    return LittleEndian.int64(header, FIRST_AT);
  }

  static byte[] anchorOf(final byte[] header) {
    return Arrays.copyOfRange(header, ANCHOR_AT, ANCHOR_AT + TreeHasher.HASH_LENGTH);
  }

  /** Whether a batch's header gives lengths that a batch can have. */
  static boolean isBatchHeader(final byte[] header) {
    final int count = LittleEndian.int32(header, BATCH_COUNT_AT);
    final int records = LittleEndian.int32(header, BATCH_RECORDS_LENGTH_AT);
    final int note = LittleEndian.int32(header, BATCH_NOTE_LENGTH_AT);
    return LittleEndian.int32(header, 0) == BATCH_MAGIC
        && LittleEndian.int32(header, BATCH_CRC_AT + Integer.BYTES) == 0
        && count > 0
        && count <= MAX_BATCH_RECORDS
        && records >= count * (RECORD_HEADER_LENGTH + RecordLayout.FIXED_LENGTH)
        && records <= MAX_BATCH_LENGTH
        && note > 0
        && note <= io.tollgate.audit.proof.SignedNote.MAX_LENGTH;
  }

  /** Of a whole batch, its own checksum left out. */
  static int batchCrc(final byte[] batch, final int length) {
    final CRC32C crc = new CRC32C();
    crc.update(batch, 0, BATCH_CRC_AT);
    crc.update(batch, BATCH_HEADER_LENGTH, length - BATCH_HEADER_LENGTH);
    return (int) crc.getValue();
  }

  private static int crc(final byte[] bytes, final int length) {
    final CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
