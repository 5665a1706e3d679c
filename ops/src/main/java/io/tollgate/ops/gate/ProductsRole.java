package io.tollgate.ops.gate;

import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.config.Role;
import io.tollgate.support.postgres.PostgresServer;
import io.tollgate.support.postgres.PostgresSettings;

/** The embedded PostgreSQL and the journal consumers that write the read models. */
final class ProductsRole implements AutoCloseable {

  private final RoleFile file;
  private final PostgresServer postgres;

  private ProductsRole(final GateHome home) {
    file = new RoleFile(home, Role.PRODUCTS);
    postgres = PostgresServer.start(PostgresSettings.in(home.root()));
    file.write(
        Json.object()
            .put("jdbcUrl", postgres.endpoint().jdbcUrl())
            .put("user", postgres.endpoint().user()));
  }

  static RunningPart start(final Configuration configuration) {
    return new RunningPart("products", new ProductsRole(configuration.home()));
  }

  @Override
  public void close() {
    file.delete();
    postgres.close();
  }
}
