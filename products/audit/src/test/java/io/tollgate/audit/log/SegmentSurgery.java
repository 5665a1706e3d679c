package io.tollgate.audit.log;

import io.tollgate.audit.proof.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Alters a segment's bytes as somebody would who knows the format: lengths, counts and checksums
 * are made to fit again.
 */
final class SegmentSurgery {
  final List<byte[]> records = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private final List<byte[]> notes = new ArrayList<>();
  private final Path file;
  private final byte[] header;

  private SegmentSurgery(final Path file) throws IOException {
    this.file = file;
    try (SegmentReader reader = SegmentReader.open(file)) {
      header = reader.header();
      while (reader.next()) {
        reader.forEach(
            (bytes, offset, length) ->
                records.add(Arrays.copyOfRange(bytes, offset, offset + length)));
        counts.add(reader.count());
        notes.add(reader.note());
      }
    }
  }

  static SegmentSurgery of(final Path file) throws IOException {
    return new SegmentSurgery(file);
  }

  /** Writes the records back, in batches as they were; what is too many or few is the last's. */
  void write() throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header);
    int next = 0;
    for (int i = 0; i < counts.size(); i++) {
      final boolean isLast = i == counts.size() - 1;
      final int count =
          isLast ? records.size() - next : Math.min(counts.get(i), records.size() - next);
      if (count > 0) {
        out.write(batch(records.subList(next, next + count), notes.get(i)));
      }
      next += count;
    }
    Files.write(file, out.toByteArray());
  }

  private byte[] batch(final List<byte[]> records, final byte[] note) {
    final int recordsLength =
        records.stream().mapToInt(it -> it.length + SegmentFormat.RECORD_HEADER_LENGTH).sum();
    final byte[] out = new byte[SegmentFormat.BATCH_HEADER_LENGTH + recordsLength + note.length];
    LittleEndian.putInt32(out, 0, SegmentFormat.BATCH_MAGIC);
    LittleEndian.putInt32(out, SegmentFormat.BATCH_COUNT_AT, records.size());
    LittleEndian.putInt32(out, SegmentFormat.BATCH_RECORDS_LENGTH_AT, recordsLength);
    LittleEndian.putInt32(out, SegmentFormat.BATCH_NOTE_LENGTH_AT, note.length);
    LittleEndian.putInt64(
        out, SegmentFormat.BATCH_FIRST_AT, LittleEndian.int64(records.get(0), 12));
    int at = SegmentFormat.BATCH_HEADER_LENGTH;
    for (final byte[] record : records) {
      LittleEndian.putInt32(out, at, record.length);
      System.arraycopy(record, 0, out, at + SegmentFormat.RECORD_HEADER_LENGTH, record.length);
      at += SegmentFormat.RECORD_HEADER_LENGTH + record.length;
    }
    System.arraycopy(note, 0, out, at, note.length);
    LittleEndian.putInt32(out, SegmentFormat.BATCH_CRC_AT, SegmentFormat.batchCrc(out, out.length));
    return out;
  }
}
