package io.tollgate.support.idempotency;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.database.Database;
import io.tollgate.support.error.UnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Remembers for 24 hours what was answered to requests that carry a key. A claim that is neither
 * completed nor abandoned, because its process died, is another's to take after {@link
 * #CLAIM_LEASE}. Any thread, any number of processes.
 */
public final class IdempotencyStore {
  /** How long an answer is kept. */
  public static final Duration RETENTION = Duration.ofHours(24);

  /** How long a claim holds. */
  public static final Duration CLAIM_LEASE = Duration.ofSeconds(60);

  private static final int PURGE_BATCH = 1_000;

  private final Database database;
  private final String table;
  private final InstantSource clock;
  private final long maxRequests;

  /**
   * A store whose table is made where it is missing.
   *
   * @param schema that holds the table.
   * @param maxRequests kept at the most (roughly, as the planner counts); more are refused.
   */
  public IdempotencyStore(
      final Database database,
      final String schema,
      final InstantSource clock,
      final long maxRequests) {
    this.database = database;
    this.clock = clock;
    this.maxRequests = maxRequests;
    table = schema + ".idempotent_request";
    database.migrate(schema, "idempotency_migration", "io/tollgate/support/idempotency");
  }

  /**
   * Claims a request.
   *
   * @throws UnavailableException with OVERLOADED where too many requests are remembered.
   */
  public Claim claim(final IdempotentRequest request) {
    final Instant now = clock.instant();
    final UUID token = UUID.randomUUID();
    return database.inTransaction(
        handle -> {
          if (insert(handle, request, token, now) || takeOver(handle, request, token, now)) {
            return new Claim.Granted(request, token);
          }
          return found(handle, request);
        });
  }

  private boolean insert(
      final Handle handle, final IdempotentRequest request, final UUID token, final Instant now) {
    final boolean isNew =
        handle
                .createUpdate(
                    "INSERT INTO "
                        + table
                        + " (subject, key, route, body_hash, claim, claimed_till, expires_at)"
                        + " VALUES (:subject, :key, :route, decode(:bodyHash, 'hex'), :token, :till, :expires)"
                        + " ON CONFLICT DO NOTHING")
                .bindMethods(request)
                .bind("token", token)
                .bind("till", now.plus(CLAIM_LEASE))
                .bind("expires", now.plus(RETENTION))
                .execute()
            == 1;
    if (isNew && size(handle) > maxRequests) {
      throw new UnavailableException(
          Reason.OVERLOADED, "too many requests with an Idempotency-Key are remembered");
    }
    return isNew;
  }

  /**
   * What the planner believes, which autovacuum keeps near the truth; counting would cost more than
   * the request.
   */
  private long size(final Handle handle) {
    return handle
        .createQuery("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(:table)")
        .bind("table", table)
        .mapTo(Long.class)
        .one();
  }

  private boolean takeOver(
      final Handle handle, final IdempotentRequest request, final UUID token, final Instant now) {
    return handle
            .createUpdate(
                "UPDATE "
                    + table
                    + " SET claim = :token, claimed_till = :till, expires_at = :expires, route = :route,"
                    + " body_hash = decode(:bodyHash, 'hex'), status = NULL, headers = NULL, body = NULL"
                    + " WHERE subject = :subject AND key = :key AND (expires_at <= :now OR (status IS NULL"
                    + " AND claimed_till <= :now AND route = :route AND body_hash = decode(:bodyHash, 'hex')))")
            .bindMethods(request)
            .bind("token", token)
            .bind("now", now)
            .bind("till", now.plus(CLAIM_LEASE))
            .bind("expires", now.plus(RETENTION))
            .execute()
        == 1;
  }

  private Claim found(final Handle handle, final IdempotentRequest request) {
    return handle
        .createQuery(
            "SELECT route, encode(body_hash, 'hex'), status, headers, convert_from(body, 'UTF8')"
                + " FROM "
                + table
                + " WHERE subject = :subject AND key = :key")
        .bindMethods(request)
        .map((row, context) -> claimOf(row, request))
        .findOne()
        // It was abandoned between the two statements; the caller asks again.
        .orElseGet(Claim.InProgress::new);
  }

  private static Claim claimOf(final ResultSet row, final IdempotentRequest request)
      throws SQLException {
    if (!request.route().equals(row.getString(1)) || !request.bodyHash().equals(row.getString(2))) {
      return new Claim.KeyReused();
    }
    final int status = row.getInt(3);
    if (row.wasNull()) {
      return new Claim.InProgress();
    }
    return new Claim.Answered(
        new StoredResponse(status, StoredResponse.headersOf(row.getString(4)), row.getString(5)));
  }

  /** Keeps the answer; false where the claim was lost to another because it took too long. */
  public boolean complete(final Claim.Granted claim, final StoredResponse response) {
    return database.inTransaction(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE "
                            + table
                            + " SET status = :status, headers = :headers, body = convert_to(:body, 'UTF8')"
                            + " WHERE subject = :subject AND key = :key AND claim = :token AND status IS NULL")
                    .bindMethods(claim.request())
                    .bind("token", claim.token())
                    .bind("status", response.status())
                    .bind("headers", response.headerText())
                    .bind("body", response.body())
                    .execute()
                == 1);
  }

  /** Gives the claim back, so that the request can be sent again at once. */
  public void abandon(final Claim.Granted claim) {
    database.inTransaction(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM "
                        + table
                        + " WHERE subject = :subject AND key = :key AND claim = :token AND status IS NULL")
                .bindMethods(claim.request())
                .bind("token", claim.token())
                .execute());
  }

  /** Forgets what is older than {@link #RETENTION}; how many that were. */
  public int purge() {
    final OffsetDateTime now = clock.instant().atOffset(java.time.ZoneOffset.UTC);
    int purged = 0;
    int batch;
    do {
      batch =
          database.inTransaction(
              handle ->
                  handle
                      .createUpdate(
                          "DELETE FROM "
                              + table
                              + " WHERE ctid IN (SELECT ctid FROM "
                              + table
                              + " WHERE expires_at <= :now LIMIT :batch)")
                      .bind("now", now)
                      .bind("batch", PURGE_BATCH)
                      .execute());
      purged += batch;
    } while (batch == PURGE_BATCH);
    return purged;
  }
}
