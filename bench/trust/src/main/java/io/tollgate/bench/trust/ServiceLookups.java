package io.tollgate.bench.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.identity.IdentityProduct;
import io.tollgate.identity.IdentitySettings;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.GateHome;
import io.tollgate.support.database.Database;
import io.tollgate.support.postgres.PostgresEndpoint;
import io.tollgate.support.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;

/** The look-ups of a service of a running gate: its PostgreSQL, its journal, a cache of its own. */
final class ServiceLookups implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private static final long CACHE_BYTES = 32L * 1024 * 1024;

  private final Database database;
  private final AgentLookups lookups;

  ServiceLookups(final GateHome home) throws IOException {
    final JsonNode products = Json.parse(Files.readString(home.run().resolve("products.json")));
    database =
        new Database(
            new PostgresEndpoint(
                products.path("jdbcUrl").asText(),
                products.path("user").asText(),
                PostgresSettings.in(home.root()).password().read()),
            "tollgate-bench",
            CONNECTIONS);
    lookups =
        new IdentityProduct(database, IdentitySettings.defaults())
            .lookups(home.journal(), CACHE_BYTES, System::nanoTime);
    lookups.start();
  }

  AgentLookups lookups() {
    return lookups;
  }

  @Override
  public void close() {
    lookups.close();
    database.close();
  }
}
