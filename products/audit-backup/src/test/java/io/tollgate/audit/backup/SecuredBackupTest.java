package io.tollgate.audit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.backup.testing.BrokerAccess;
import io.tollgate.audit.backup.testing.TestBroker;
import io.tollgate.audit.log.RetentionClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that wants TLS and a password. */
final class SecuredBackupTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path brokerDirectory;
  @TempDir private Path keys;
  @TempDir private Path root;

  @Test
  void shouldBackUpAndRestoreByTlsAndAPasswordAndByNoOther() throws IOException {
    try (TestBroker broker = new TestBroker(brokerDirectory, BrokerAccess.tls(keys, PASSWORD));
        BackupRig rig = new BackupRig(broker, root)) {
      rig.logs.append(RetentionClass.LEDGER, 30);
      rig.backUp();
      final Path restored = rig.restore();
      assertThat(BackupRig.verify(restored, RetentionClass.LEDGER).finding()).isEmpty();
      assertThat(BackupRig.files(restored, RetentionClass.LEDGER))
          .isEqualTo(BackupRig.files(rig.logs.directory, RetentionClass.LEDGER));

      final Path wrong =
          broker.clientWith(Files.createDirectory(root.resolve("wrong")), "not the password");
      requireNoBackup(rig, wrong, "uthentication failed");
      final Path stranger = Files.createDirectory(root.resolve("stranger"));
      final Path untrusted =
          Files.writeString(
              broker.client(stranger),
              Files.readString(broker.client(stranger)).replaceAll("ssl.truststore.*\n", ""));
      requireNoBackup(rig, untrusted, "SSL handshake failed");
    }
  }

  private static void requireNoBackup(final BackupRig rig, final Path client, final String why) {
    try (AuditBackup backup =
        new AuditBackup(BackupRig.settings(client, rig.logs.directory, rig.topics))) {
      backup.start();
      await()
          .atMost(BackupRig.PATIENCE)
          .until(() -> backup.status().state() == BackupState.BACKING_OFF);
      assertThat(backup.status().failure()).contains(why).doesNotContain("not the password");
    }
    assertThatThrownBy(() -> BackupRestore.restore(client, rig.topics, rig.root.resolve("none")))
        .isInstanceOf(KafkaException.class);
  }
}
