package io.tollgate.ops.gate;

import io.tollgate.audit.AuditProduct;
import io.tollgate.audit.backup.AuditBackup;
import io.tollgate.audit.backup.BackupSettings;
import io.tollgate.audit.flow.Retention;
import io.tollgate.audit.index.AuditIndexer;
import io.tollgate.audit.recorder.AuditRecorder;
import io.tollgate.audit.recorder.RecorderSettings;
import io.tollgate.client.GateLocator;
import io.tollgate.client.TollgateClient;
import io.tollgate.identity.IdentityProduct;
import io.tollgate.identity.IdentitySettings;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.config.Role;
import io.tollgate.ops.config.Settings;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.consumer.JournalConsumer;
import io.tollgate.support.database.Database;
import io.tollgate.support.postgres.PostgresServer;
import io.tollgate.support.postgres.PostgresSettings;
import io.tollgate.support.timer.Timers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The embedded PostgreSQL, the journal consumers that write the read models, the recorder of the
 * signed audit logs, their index, and the timers.
 */
final class ProductsRole {

  private static final int CONNECTIONS = 8;

  private ProductsRole() {}

  static RunningPart start(final Configuration configuration, final SecretStore secrets) {
    return Closers.start("products", closers -> start(configuration, secrets, closers));
  }

  private static AuditBackup backup(final Configuration configuration, final Path client) {
    return new AuditBackup(
        BackupSettings.of(
            configuration.home().audit(), client, configuration.get(Settings.AUDIT_BACKUP_TOPICS)));
  }

  private static void start(
      final Configuration configuration, final SecretStore secrets, final Closers closers) {
    final GateHome home = configuration.home();
    final RoleFile file = new RoleFile(home, Role.PRODUCTS);
    final PostgresServer postgres =
        closers.add(PostgresServer.start(PostgresSettings.in(home.root())));
    final Database database =
        closers.add(new Database(postgres.endpoint(), "tollgate-products", CONNECTIONS));
    final TollgateClient client =
        closers.add(
            TollgateClient.start(
                new TollgateClient.Context()
                    .locator(GateLocator.ofDataDirectory(home.root()))
                    .clientName("tollgate-products")));
    final IdentityProduct identity = new IdentityProduct(database, IdentitySettings.defaults());
    final JournalConsumer identityConsumer = closers.add(identity.consumer(home.journal()));
    identityConsumer.start();
    final AuditProduct audit = new AuditProduct(database);
    final JournalConsumer auditConsumer =
        closers.add(audit.consumer(home.journal(), Retention.DEFAULT));
    auditConsumer.start();
    final AuditRecorder recorder =
        closers.add(
            new AuditRecorder(
                RecorderSettings.in(home.root(), secrets)
                    .signing(configuration.get(Settings.AUDIT_SIGNED_TYPES)),
                List.of(IdentityProduct.vocabulary())));
    recorder.start();
    configuration
        .get(Settings.AUDIT_BACKUP_KAFKA)
        .map(set -> backup(configuration, set))
        .ifPresent(backup -> closers.add(backup).start());
    final AuditIndexer indexer =
        closers.add(
            audit.indexer(home.audit(), Set.copyOf(configuration.get(Settings.AUDIT_INDEX_LOGS))));
    indexer.start();
    Others.await(home, "the engine", home.operatorChain());
    final Timers timers =
        closers.add(identity.timers(GateCommands.ofDataDirectory(client, home.root())));
    timers.start();
    file.write(
        Json.object()
            .put("jdbcUrl", postgres.endpoint().jdbcUrl())
            .put("user", postgres.endpoint().user()));
    closers.add(file::delete);
  }
}
