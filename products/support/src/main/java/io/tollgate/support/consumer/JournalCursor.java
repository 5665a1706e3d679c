package io.tollgate.support.consumer;

import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Reads on from where a store is, after it made sure that the records there are those that the
 * store was made from. One thread.
 */
final class JournalCursor implements AutoCloseable {
  private final FollowerStore store;
  private final JournalReader reader;
  private final RecordCrc crc = new RecordCrc();
  private long position;
  private long recordCrc;
  private long timeNs;

  private JournalCursor(final JournalReader reader, final FollowerStore store) {
    this.reader = reader;
    this.store = store;
  }

  /**
   * A cursor whose next record is the one after the least of the marks.
   *
   * @throws JournalException MISSING where there is no journal, PRUNED where the next record was
   *     removed and the store does not go on behind it.
   * @throws JournalBehindException where the journal is not the one that was read before.
   */
  static JournalCursor open(
      final Path journal, final List<JournalMark> marks, final FollowerStore store) {
    final JournalCursor cursor = new JournalCursor(JournalReader.open(journal), store);
    try {
      cursor.moveBehind(least(cursor.compared(marks)));
      return cursor;
    } catch (final RuntimeException ex) {
      cursor.close();
      throw ex;
    }
  }

  static JournalMark least(final List<JournalMark> marks) {
    return marks.stream().min(Comparator.comparingLong(JournalMark::position)).orElseThrow();
  }

  private List<JournalMark> compared(final List<JournalMark> marks) {
    try {
      marks.forEach(this::requireSame);
      return marks;
    } catch (final JournalBehindException ex) {
      final List<JournalMark> others = store.onBehind(reader).orElseThrow(() -> ex);
      others.forEach(this::requireSame);
      return others;
    }
  }

  /** What retention removed cannot be compared; whether anything is missing shows the next move. */
  private void requireSame(final JournalMark mark) {
    if (mark.position() == 0) {
      return;
    }
    try {
      reader.moveTo(mark.position(), mark.journalIndex());
    } catch (final JournalException ex) {
      switch (ex.kind()) {
        case PRUNED -> {
          return;
        }
        case BEYOND_END -> throw endsBefore(mark);
        default -> throw ex;
      }
    }
    final long[] found = {0, 0};
    reader.poll(
        (recordPosition, recordTimeNs, buffer, offset, length) -> {
          if (recordPosition == mark.position()) {
            found[0] = recordPosition;
            found[1] = crc.of(recordTimeNs, buffer, offset, length);
          }
        });
    if (found[0] != mark.position()) {
      throw endsBefore(mark);
    }
    if (mark.recordCrc() != JournalMark.UNKNOWN_CRC && found[1] != mark.recordCrc()) {
      throw new JournalBehindException(
          "the journal's record at position "
              + mark.position()
              + " is not the one that was read before: the journal lost its tail and went on, or"
              + " is another one. "
              + store.remedy());
    }
  }

  private JournalBehindException endsBefore(final JournalMark mark) {
    return new JournalBehindException(
        "the journal ends before position "
            + mark.position()
            + ", which was read before: it lost its tail. "
            + store.remedy());
  }

  private void moveBehind(final JournalMark mark) {
    position = mark.position();
    recordCrc = mark.recordCrc();
    timeNs = mark.timeNs();
    try {
      reader.moveTo(position + 1, mark.journalIndex());
    } catch (final JournalException ex) {
      if (ex.kind() != JournalException.Kind.PRUNED) {
        throw ex;
      }
      reader.toStart();
      store.onRemoved(reader.position() + 1, ex);
      position = reader.position();
      recordCrc = JournalMark.UNKNOWN_CRC;
      timeNs = 0;
    }
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
    if (recordPosition != position + 1) {
      throw new IllegalStateException(
          "record " + recordPosition + " came after record " + position);
    }
    final long nextCrc = crc.of(recordTimeNs, buffer, offset, length);
    store.stage(recordPosition, recordTimeNs, nextCrc, buffer, offset, length);
    position = recordPosition;
    recordCrc = nextCrc;
    timeNs = recordTimeNs;
  }

  /** Position of the last staged record. */
  long position() {
    return position;
  }

  /** How to come back to where it is. */
  JournalMark mark() {
    return new JournalMark(position, recordCrc, reader.index(), timeNs);
  }

  @Override
  public void close() {
    reader.close();
  }
}
