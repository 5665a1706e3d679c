package io.tollgate.support.consumer;

import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import io.tollgate.support.database.Database;
import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.jdbi.v3.core.Handle;

/** Keeps what a projection makes of the journal in the transactions in which it keeps how far. */
final class DatabaseStore implements FollowerStore {
  private final String schema;
  private final Database database;
  private final Projection projection;
  private final ReadPosition readPosition;
  private JournalMark stored = JournalMark.START;

  DatabaseStore(
      final String schema,
      final Database database,
      final Projection projection,
      final ReadPosition readPosition) {
    this.schema = schema;
    this.database = database;
    this.projection = projection;
    this.readPosition = readPosition;
  }

  @Override
  public List<JournalMark> resume() {
    projection.clear();
    stored = database.inTransaction(this::load);
    readPosition.signal(stored.position());
    return List.of(stored);
  }

  private JournalMark load(final Handle handle) {
    projection.load(handle);
    return StoredMark.read(handle, schema);
  }

  @Override
  public void stage(
      final long position,
      final long timeNs,
      final long recordCrc,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    projection.stage(position, timeNs, buffer, offset, length);
  }

  @Override
  public long keep(final JournalMark reached) {
    if (reached.position() != stored.position()) {
      final JournalMark from = stored;
      database.inTransaction(
          handle -> {
            // What a crash of the database takes is read from the journal again, so nobody waits
            // for its disk.
            handle.execute("SET LOCAL synchronous_commit = off");
            projection.apply(handle);
            StoredMark.advance(handle, schema, from.position(), reached);
            return null;
          });
      projection.clear();
      stored = reached;
      readPosition.signal(reached.position());
    }
    return stored.position();
  }

  @Override
  public void onRemoved(final long firstThere, final JournalException cause) {
    throw cause;
  }

  @Override
  public Optional<List<JournalMark>> onBehind(final JournalReader journal) {
    return Optional.empty();
  }

  @Override
  public String remedy() {
    return "Restore the journal, or drop the schema " + schema + " and let it be built anew";
  }

  @Override
  public void abandon() {
    // A transaction that failed left nothing behind; the connections are the database's.
  }

  @Override
  public void close() {
    // All that was staged is committed.
  }
}
