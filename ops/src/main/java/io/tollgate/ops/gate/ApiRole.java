package io.tollgate.ops.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.adminapi.AdminApi;
import io.tollgate.adminapi.AdminApiContext;
import io.tollgate.adminapi.gate.ClientGate;
import io.tollgate.adminapi.health.JournalFollower;
import io.tollgate.audit.AuditProduct;
import io.tollgate.audit.log.SignedPosition;
import io.tollgate.audit.recorder.AuditRecorder;
import io.tollgate.audit.store.SqlAuditSearch;
import io.tollgate.client.GateLocator;
import io.tollgate.client.TollgateClient;
import io.tollgate.identity.IdentityProduct;
import io.tollgate.identity.IdentityService;
import io.tollgate.identity.IdentitySettings;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.ops.SoftwareVersion;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.config.Role;
import io.tollgate.ops.config.Settings;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.consumer.ReadPosition;
import io.tollgate.support.consumer.StatusFile;
import io.tollgate.support.database.Database;
import io.tollgate.support.idempotency.IdempotencyStore;
import io.tollgate.support.postgres.PostgresEndpoint;
import io.tollgate.support.postgres.PostgresSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The REST admin API, which asks the engine by a client and reads the products' tables. */
final class ApiRole {

  private static final int CONNECTIONS = 16;
  private static final long MIB = 1024L * 1024;
  private static final long MAX_IDEMPOTENT_REQUESTS = 1_000_000;

  private ApiRole() {}

  static RunningPart start(final Configuration configuration, final SecretStore secrets) {
    return Closers.start("api", closers -> start(configuration, secrets, closers));
  }

  private static void start(
      final Configuration configuration, final SecretStore secrets, final Closers closers) {
    final GateHome home = configuration.home();
    final RoleFile file = new RoleFile(home, Role.API);
    Others.await(home, "the engine", home.operatorChain());
    Others.await(home, "the products", home.run().resolve("products.json"));
    final Database database =
        closers.add(new Database(endpoint(home), "tollgate-api", CONNECTIONS));
    final TollgateClient client =
        closers.add(
            TollgateClient.start(
                new TollgateClient.Context()
                    .locator(GateLocator.ofDataDirectory(home.root()))
                    .clientName("tollgate-api")));
    final IdentityProduct product = new IdentityProduct(database, IdentitySettings.defaults());
    final AgentLookups lookups =
        closers.add(
            product.lookups(
                home.journal(),
                configuration.get(Settings.LOOKUP_CACHE_MIB) * MIB,
                System::nanoTime));
    lookups.start();
    final IdentityService identity =
        product.service(GateCommands.ofDataDirectory(client, home.root()), secrets, lookups);
    final AdminApi api =
        closers.add(
            AdminApi.start(
                context(configuration, secrets, database, client, identity).lookups(lookups)));
    file.write(Json.object().put("url", api.uri().toString()));
    closers.add(file::delete);
  }

  private static AdminApiContext context(
      final Configuration configuration,
      final SecretStore secrets,
      final Database database,
      final TollgateClient client,
      final IdentityService identity) {
    final GateHome home = configuration.home();
    final Duration readTimeout = IdentitySettings.defaults().readTimeout();
    final AuditProduct audit = new AuditProduct(database);
    final SqlAuditSearch search = audit.search(readTimeout);
    return new AdminApiContext()
        .host(configuration.get(Settings.HOST))
        .port(configuration.get(Settings.PORT))
        .tlsCertificate(configuration.get(Settings.TLS_CERTIFICATE).orElse(null))
        .tlsKey(configuration.get(Settings.TLS_KEY).orElse(null))
        .dataDirectory(home.root())
        .secrets(secrets)
        .identity(identity)
        .decisions(audit.decisionLog(readTimeout))
        .audit(
            audit.service(
                GateCommands.ofDataDirectory(client, home.root()),
                home.audit(),
                secrets,
                readTimeout))
        .gate(ClientGate.of(client, home.root()))
        .idempotency(
            new IdempotencyStore(database, "api", InstantSource.system(), MAX_IDEMPOTENT_REQUESTS))
        .databaseProbe(() -> requireReachable(database))
        .follower(follower(home, "identity", identity::readPosition))
        .follower(follower(home, "audit", new ReadPosition(database, "audit")::current))
        .follower(follower(home, AuditRecorder.NAME, () -> SignedPosition.in(home.audit())))
        .follower(follower(home, "audit-index", search::position))
        .auditBackup(
            () ->
                configuration
                    .get(Settings.AUDIT_BACKUP_KAFKA)
                    .map(set -> BackupReport.of(home.audit(), InstantSource.system())))
        .software(SoftwareVersion.text());
  }

  private static JournalFollower follower(
      final GateHome home, final String name, final LongSupplier position) {
    return new JournalFollower(name, position, () -> StatusFile.read(home.run(), name));
  }

  private static void requireReachable(final Database database) {
    if (!database.isReachable()) {
      throw new IllegalStateException("the database does not answer");
    }
  }

  private static PostgresEndpoint endpoint(final GateHome home) {
    final JsonNode products = new RoleFile(home, Role.PRODUCTS).read();
    return new PostgresEndpoint(
        products.path("jdbcUrl").asText(),
        products.path("user").asText(),
        PostgresSettings.in(home.root()).password().read());
  }
}
