package io.tollgate.engine.infra.cycle;

import io.tollgate.journal.JournalAppender;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalException;

/** What a cycle needs of the journal. */
public interface Journal {
  /**
   * Appends a batch.
   *
   * @param batch with at least one record.
   * @throws JournalException if it was not appended, or if nobody knows.
   */
  void append(JournalBatch batch);

  /**
   * Does what can be done before the next batch is there, once the answers of the last one are out.
   */
  void prepare();

  /** Whether the disk has too little room for anything to be written. */
  boolean isSpaceLow();

  /** The journal that an appender writes. */
  static Journal of(final JournalAppender appender) {
    return new Journal() {
      @Override
      public void append(final JournalBatch batch) {
        appender.append(batch);
      }

      @Override
      public void prepare() {
        appender.prepare();
      }

      @Override
      public boolean isSpaceLow() {
        return appender.space().isLow();
      }
    };
  }
}
