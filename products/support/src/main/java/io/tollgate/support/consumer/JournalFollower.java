package io.tollgate.support.consumer;

import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * Reads on from a stored position, after it made sure that the record there is the one that was
 * read before. Journal positions are used again where power failed and took the journal's tail
 * along; then the record differs.
 */
final class JournalFollower implements AutoCloseable {
  private final Projection projection;
  private final JournalReader reader;
  private StoredPosition expected;
  private long position;
  private long timeNs;
  private byte[] lastRecord = new byte[1_024];
  private int lastLength;

  private JournalFollower(
      final JournalReader reader, final StoredPosition from, final Projection projection) {
    this.reader = reader;
    this.projection = projection;
    position = from.position();
  }

  /**
   * A follower whose next record is the one after the stored position.
   *
   * @throws JournalException MISSING where there is no journal, PRUNED where the next record was
   *     removed.
   * @throws JournalBehindException where the journal is not the one that was read before.
   */
  static JournalFollower open(
      final Path journal, final StoredPosition from, final Projection projection) {
    final JournalReader reader = JournalReader.open(journal);
    final JournalFollower follower = new JournalFollower(reader, from, projection);
    try {
      follower.moveBehind(from);
      return follower;
    } catch (final RuntimeException ex) {
      follower.close();
      throw ex;
    }
  }

  private void moveBehind(final StoredPosition from) {
    if (from.position() == 0) {
      reader.moveTo(1);
      return;
    }
    try {
      reader.moveTo(from.position(), from.journalIndex());
    } catch (final JournalException ex) {
      if (ex.kind() == JournalException.Kind.BEYOND_END) {
        throw behind(from);
      }
      throw ex;
    }
    expected = from;
    if (!poll()) {
      throw behind(from);
    }
  }

  private static JournalBehindException behind(final StoredPosition from) {
    return new JournalBehindException(
        "the journal ends before position "
            + from.position()
            + ", which this read model has applied: it lost its tail."
            + " Restore the journal, or drop the schema and let it be built anew");
  }

  /** Stages the next batch; false where there is none. */
  boolean poll() {
    return reader.poll(this::onRecord);
  }

  private void onRecord(
      final long recordPosition,
      final long recordTimeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    if (expected != null) {
      requireSame(recordPosition, recordTimeNs, buffer, offset, length);
      expected = null;
      return;
    }
    if (recordPosition != position + 1) {
      throw new IllegalStateException(
          "record " + recordPosition + " came after record " + position);
    }
    projection.stage(recordPosition, recordTimeNs, buffer, offset, length);
    keep(buffer, offset, length);
    position = recordPosition;
    timeNs = recordTimeNs;
  }

  private void requireSame(
      final long recordPosition,
      final long recordTimeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    keep(buffer, offset, length);
    if (recordPosition != expected.position() || crc(recordTimeNs) != expected.recordCrc()) {
      throw new JournalBehindException(
          "the journal's record at position "
              + expected.position()
              + " is not the one that this read model has applied: the journal lost its tail and went on, or is another"
              + " one. Restore the journal, or drop the schema and let it be built anew");
    }
    timeNs = recordTimeNs;
  }

  private void keep(final DirectBuffer buffer, final int offset, final int length) {
    if (length > lastRecord.length) {
      lastRecord = new byte[Math.max(length, 2 * lastRecord.length)];
    }
    buffer.getBytes(offset, lastRecord, 0, length);
    lastLength = length;
  }

  private long crc(final long recordTimeNs) {
    final CRC32C crc = new CRC32C();
    crc.update(lastRecord, 0, lastLength);
    crc.update(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, recordTimeNs));
    return crc.getValue();
  }

  /** Position of the last staged record. */
  long position() {
    return position;
  }

  /** How to come back to where it is. */
  StoredPosition toStored() {
    return new StoredPosition(position, crc(timeNs), reader.index(), timeNs);
  }

  @Override
  public void close() {
    reader.close();
  }
}
