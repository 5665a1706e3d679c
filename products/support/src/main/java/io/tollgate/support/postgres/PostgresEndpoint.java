package io.tollgate.support.postgres;

/**
 * Where a PostgreSQL is and who connects.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, without credentials.
 * @param user the role.
 * @param password of the role; a secret.
 */
public record PostgresEndpoint(String jdbcUrl, String user, String password) {
  /** Checks that it is a PostgreSQL address that carries no password. */
  public PostgresEndpoint {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("the database's address must begin with jdbc:postgresql:");
    }
    if (jdbcUrl.contains("password=")) {
      throw new IllegalArgumentException(
          "the database's password belongs into its file, not into its address");
    }
  }

  /** Shows everything but the password. */
  @Override
  public String toString() {
    return "PostgresEndpoint[jdbcUrl=" + jdbcUrl + ", user=" + user + "]";
  }
}
