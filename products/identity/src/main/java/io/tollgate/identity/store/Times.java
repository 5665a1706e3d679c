package io.tollgate.identity.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Times as the tables hold them. */
final class Times {
  private Times() {}

  static Instant ofNs(final long ns) {
    return Instant.ofEpochSecond(0, ns);
  }

  static Optional<Instant> optional(final ResultSet row, final String column) throws SQLException {
    final long ns = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(ofNs(ns));
  }
}
