package io.tollgate.support.consumer;

import org.jdbi.v3.core.Handle;

/**
 * How far a consumer came, and by which record that can be recognised.
 *
 * @param position of the last applied record; 0 none.
 * @param recordCrc of that record's bytes and time.
 * @param journalIndex where it is in the journal's files; a hint.
 * @param timeNs of that record.
 */
record StoredPosition(long position, long recordCrc, long journalIndex, long timeNs) {
  static final StoredPosition START = new StoredPosition(0, 0, -1, 0);

  static StoredPosition read(final Handle handle, final String schema) {
    return handle
        .createQuery(
            "SELECT position, record_crc, journal_index, time_ns FROM "
                + schema
                + ".consumer_position"
                + " WHERE consumer = :consumer")
        .bind("consumer", schema)
        .map(
            (row, context) ->
                new StoredPosition(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .findOne()
        .orElse(START);
  }

  /** Moves on, unless another consumer of the same name did. */
  static void advance(
      final Handle handle, final String schema, final long from, final StoredPosition to) {
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
