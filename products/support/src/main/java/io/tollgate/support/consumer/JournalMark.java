package io.tollgate.support.consumer;

/**
 * How far the journal came, and by which record that can be recognised: positions are used again
 * where power failed and took the journal's tail along, and then the record differs, at least in
 * its time.
 *
 * @param position of the last record; 0 none.
 * @param recordCrc of that record's bytes and time, 0 to 2^32 - 1; or {@link #UNKNOWN_CRC}.
 * @param journalIndex where it is in the journal's files; a hint, -1 for none.
 * @param timeNs of that record; 0 where it is not known.
 */
public record JournalMark(long position, long recordCrc, long journalIndex, long timeNs) {
  /** Nothing is known of the record: it is not compared. */
  public static final long UNKNOWN_CRC = -1;

  /** In front of the first record. */
  public static final JournalMark START = new JournalMark(0, UNKNOWN_CRC, -1, 0);
}
