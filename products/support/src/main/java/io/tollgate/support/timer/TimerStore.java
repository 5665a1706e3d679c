package io.tollgate.support.timer;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The timers of one product's schema. Stateless; any thread. */
public final class TimerStore {
  private final String schema;

  /** Of a product's schema. */
  public TimerStore(final String schema) {
    this.schema = schema;
  }

  /**
   * Sets a timer, or moves the one of the same kind and id. Holds where the caller's transaction
   * commits.
   */
  public void set(final Handle handle, final Timer timer) {
    handle
        .createUpdate(
            "INSERT INTO "
                + schema
                + ".timer (kind, id, due_at, payload) VALUES (:kind, :id, :dueAt, :payload)"
                + " ON CONFLICT (kind, id) DO UPDATE SET due_at = excluded.due_at, payload = excluded.payload,"
                + " attempts = 0, parked = false")
        .bindMethods(timer)
        .execute();
  }

  /** Sets a timer unless there is one of the same kind and id. */
  public void setIfAbsent(final Handle handle, final Timer timer) {
    handle
        .createUpdate(
            "INSERT INTO "
                + schema
                + ".timer (kind, id, due_at, payload) VALUES (:kind, :id, :dueAt, :payload)"
                + " ON CONFLICT DO NOTHING")
        .bindMethods(timer)
        .execute();
  }

  /** Takes a timer away; nothing happens where there is none. */
  public void cancel(final Handle handle, final String kind, final String id) {
    handle
        .createUpdate("DELETE FROM " + schema + ".timer WHERE kind = :kind AND id = :id")
        .bind("kind", kind)
        .bind("id", id)
        .execute();
  }

  /** How many timers failed too often and wait for a person. */
  public long parked(final Handle handle) {
    return handle
        .createQuery("SELECT count(*) FROM " + schema + ".timer WHERE parked")
        .mapTo(Long.class)
        .one();
  }

  /**
   * The due timer that waits longest and that nobody else is at; locked until the transaction ends.
   */
  Optional<Timer> takeDue(final Handle handle, final Collection<String> kinds, final Instant now) {
    return handle
        .createQuery(
            "SELECT kind, id, due_at, payload FROM "
                + schema
                + ".timer"
                + " WHERE NOT parked AND due_at <= :now AND kind = ANY(:kinds)"
                + " ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED")
        .bind("now", now)
        .bindArray("kinds", String.class, kinds)
        .map(
            (row, context) ->
                new Timer(
                    row.getString(1),
                    row.getString(2),
                    row.getObject(3, java.time.OffsetDateTime.class).toInstant(),
                    row.getString(4)))
        .findOne();
  }

  /** Puts a timer off after a failure, each time for longer; parks it after the last attempt. */
  void putOff(final Handle handle, final Timer timer, final Instant now, final int maxAttempts) {
    handle
        .createUpdate(
            "UPDATE "
                + schema
                + ".timer SET attempts = attempts + 1, parked = attempts + 1 >= :maxAttempts,"
                + " due_at = :now::timestamptz + least(power(2, attempts), 3600) * interval '1 second'"
                + " WHERE kind = :kind AND id = :id AND due_at = :dueAt")
        .bindMethods(timer)
        .bind("now", now)
        .bind("maxAttempts", maxAttempts)
        .execute();
  }
}
