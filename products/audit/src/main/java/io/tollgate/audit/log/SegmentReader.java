package io.tollgate.audit.log;

import io.tollgate.audit.proof.LittleEndian;
import io.tollgate.audit.proof.RecordLayout;
import io.tollgate.audit.proof.RecordWalk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads a segment file batch by batch; every length is checked before it is used. One thread. */
final class SegmentReader implements AutoCloseable {
  private final FileChannel channel;
  private final byte[] header;
  private byte[] batch = new byte[64 * 1024];
  private int length;
  private int recordsLength;
  private long offset = SegmentFormat.HEADER_LENGTH;
  private boolean isCrcRight;

  /** Gets each record of a batch. */
  interface RecordHandler {
    /** A record lies in an array from an offset on. */
    void onRecord(byte[] bytes, int offset, int length) throws IOException;
  }

  private SegmentReader(final FileChannel channel, final byte[] header) {
    this.channel = channel;
    this.header = header;
  }

  static SegmentReader open(final Path file) throws IOException {
    final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      final byte[] header = new byte[SegmentFormat.HEADER_LENGTH];
      final int read = readFully(channel, header, header.length, 0);
      return new SegmentReader(channel, read == header.length ? header : new byte[0]);
    } catch (final IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether the file begins as a segment does. */
  boolean hasHeader() {
    return SegmentFormat.isHeader(header);
  }

  byte[] header() {
    return header;
  }

  /** Reads the next batch; false at the end, and where what is there is no whole batch. */
  boolean next() throws IOException {
    final int read = readFully(channel, batch, SegmentFormat.BATCH_HEADER_LENGTH, offset);
    if (read < SegmentFormat.BATCH_HEADER_LENGTH || !SegmentFormat.isBatchHeader(batch)) {
      return false;
    }
    recordsLength = LittleEndian.int32(batch, SegmentFormat.BATCH_RECORDS_LENGTH_AT);
    length =
        SegmentFormat.BATCH_HEADER_LENGTH
            + recordsLength
            + LittleEndian.int32(batch, SegmentFormat.BATCH_NOTE_LENGTH_AT);
    if (length > batch.length) {
      batch = Arrays.copyOf(batch, Math.max(length, 2 * batch.length));
    }
    if (readFully(channel, batch, length, offset) < length) {
      return false;
    }
    isCrcRight =
        LittleEndian.int32(batch, SegmentFormat.BATCH_CRC_AT)
            == SegmentFormat.batchCrc(batch, length);
    offset += length;
    return true;
  }

  /** Where the last batch that was read ends. */
  long offset() {
    return offset;
  }

  /** Whether nothing follows. */
  boolean isAtEnd() throws IOException {
    return offset == channel.size();
  }

  boolean isCrcRight() {
    return isCrcRight;
  }

  long firstSequence() {
    return LittleEndian.int64(batch, SegmentFormat.BATCH_FIRST_AT);
  }

  int count() {
    return LittleEndian.int32(batch, SegmentFormat.BATCH_COUNT_AT);
  }

  /** Hands over the batch's records; returns whether their lengths add up. */
  boolean forEach(final RecordHandler handler) throws IOException {
    int at = SegmentFormat.BATCH_HEADER_LENGTH;
    final int end = at + recordsLength;
    int records = 0;
    while (end - at >= SegmentFormat.RECORD_HEADER_LENGTH) {
      final int recordLength = LittleEndian.int32(batch, at);
      at += SegmentFormat.RECORD_HEADER_LENGTH;
      if (recordLength < 0 || recordLength > Math.min(RecordLayout.MAX_LENGTH, end - at)) {
        return false;
      }
      handler.onRecord(batch, at, recordLength);
      at += recordLength;
      records++;
    }
    return at == end && records == count();
  }

  /** The signed note that ends the batch, a copy. */
  byte[] note() {
    return Arrays.copyOfRange(batch, SegmentFormat.BATCH_HEADER_LENGTH + recordsLength, length);
  }

  /** Finds a record by its place; batches in front of its own are passed over. */
  static byte[] find(final Path segment, final long sequence) throws IOException {
    final byte[][] found = new byte[1][];
    try (SegmentReader reader = open(segment)) {
      while (reader.next()) {
        final long first = reader.firstSequence();
        if (sequence >= first && sequence < first + reader.count()) {
          final long[] at = {first};
          reader.forEach(
              (bytes, offset, length) -> {
                if (at[0]++ == sequence) {
                  found[0] = Arrays.copyOfRange(bytes, offset, offset + length);
                }
              });
          break;
        }
      }
    }
    if (found[0] == null) {
      throw new IOException("there is no record " + sequence + " in " + segment);
    }
    return found[0];
  }

  /** Hands the batch to a walk; returns whether the records' lengths add up. */
  boolean walk(final RecordWalk walk) throws IOException {
    final boolean isWhole = forEach(walk::record);
    if (isWhole) {
      walk.checkpoint(note());
    }
    return isWhole;
  }

  private static int readFully(
      final FileChannel channel, final byte[] into, final int length, final long from)
      throws IOException {
    final ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.position();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
