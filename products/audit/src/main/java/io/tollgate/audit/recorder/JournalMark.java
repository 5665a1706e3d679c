package io.tollgate.audit.recorder;

import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.LittleEndian;
import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * Tells journal records at the same position apart. Positions are used again where power failed and
 * took the journal's tail along; then the record there differs, at least in its time. One thread.
 */
final class JournalMark {
  private final CRC32C crc = new CRC32C();
  private final byte[] time = new byte[Long.BYTES];
  private byte[] record = new byte[1_024];

  /** Checksum of a record and its time, 0 to 2^32 - 1. */
  long crc(final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
    if (length > record.length) {
      record = new byte[Math.max(length, 2 * record.length)];
    }
    buffer.getBytes(offset, record, 0, length);
    LittleEndian.putInt64(time, 0, timeNs);
    crc.reset();
    crc.update(record, 0, length);
    crc.update(time, 0, time.length);
    return crc.getValue();
  }

  /**
   * Makes sure that the journal's record at a position is the one that a log was written up to.
   * What retention removed, and what has no checksum, is not compared.
   *
   * @throws JournalException BEYOND_END where the journal ends before the position.
   * @throws JournalChangedException where another record is there.
   */
  void requireAt(
      final JournalReader journal, final long position, final long expected, final String log) {
    try {
      journal.moveTo(position);
    } catch (final JournalException e) {
      if (e.kind() == JournalException.Kind.PRUNED) {
        return;
      }
      throw e;
    }
    final long[] found = {Checkpoint.NO_JOURNAL_CRC};
    journal.poll(
        (at, timeNs, buffer, offset, length) -> {
          if (at == position) {
            found[0] = crc(timeNs, buffer, offset, length);
          }
        });
    if (found[0] == Checkpoint.NO_JOURNAL_CRC
        || (expected != Checkpoint.NO_JOURNAL_CRC && found[0] != expected)) {
      throw new JournalChangedException(
          "the journal's record at position "
              + position
              + " is not the one that the audit log "
              + log
              + " was written up to: the journal lost its tail, or is another one. Restore the"
              + " journal, or set the audit logs aside and let others begin");
    }
  }
}
