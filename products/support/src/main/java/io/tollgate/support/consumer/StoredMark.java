package io.tollgate.support.consumer;

import org.jdbi.v3.core.Handle;

/** The row in which a consumer's schema says how far it came. */
final class StoredMark {
  private StoredMark() {}

  static JournalMark read(final Handle handle, final String schema) {
    return handle
        .createQuery(
            "SELECT position, record_crc, journal_index, time_ns FROM "
                + schema
                + ".consumer_position"
                + " WHERE consumer = :consumer")
        .bind("consumer", schema)
        .map(
            (row, context) ->
                new JournalMark(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .findOne()
        .orElse(JournalMark.START);
  }

  /** Moves on, unless another consumer of the same name did. */
  static void advance(
      final Handle handle, final String schema, final long from, final JournalMark to) {
    final int changed =
        handle
            .createUpdate(
                "INSERT INTO "
                    + schema
                    + ".consumer_position AS kept"
                    + " (consumer, position, record_crc, journal_index, time_ns)"
                    + " VALUES (:consumer, :position, :recordCrc, :journalIndex, :timeNs)"
                    + " ON CONFLICT (consumer) DO UPDATE SET position = excluded.position,"
                    + " record_crc = excluded.record_crc, journal_index = excluded.journal_index,"
                    + " time_ns = excluded.time_ns WHERE kept.position = :from")
            .bind("consumer", schema)
            .bind("position", to.position())
            .bind("recordCrc", to.recordCrc())
            .bind("journalIndex", to.journalIndex())
            .bind("timeNs", to.timeNs())
            .bind("from", from)
            .execute();
    if (changed != 1) {
      throw new IllegalStateException(
          "another consumer of " + schema + " moved on from position " + from);
    }
  }
}
