package io.tollgate.audit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.audit.backup.testing.TestBroker;
import io.tollgate.audit.log.AuditLog;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs that admitted that the journal lost its tail: their checkpoints go back in the journal, and
 * never in the log.
 */
final class BackupAfterLostTailTest {
  @TempDir private Path brokerDirectory;
  @TempDir private Path root;

  @Test
  void shouldGoOnBehindCheckpointsThatGoBackInTheJournal() throws IOException {
    try (TestBroker broker = new TestBroker(brokerDirectory);
        BackupRig rig = new BackupRig(broker, root)) {
      rig.logs.append(RetentionClass.LEDGER, 21);
      try (AuditBackup backup = rig.start()) {
        BackupRig.awaitSent(backup, RetentionClass.LEDGER, 22);
        admit(rig, 15);
        BackupRig.awaitSent(backup, RetentionClass.LEDGER, 23);
      }
      // A backup that begins finds a checkpoint in the topic that went back.
      rig.logs.append(RetentionClass.LEDGER, 9);
      rig.backUp();
      // And one that was away while a tail was admitted finds one from before.
      admit(rig, 3);
      rig.logs.append(RetentionClass.LEDGER, 4);
      rig.backUp();

      final Path restored = rig.restore();

      assertThat(BackupRig.verify(restored, RetentionClass.LEDGER).finding()).isEmpty();
      final Map<String, String> own = BackupRig.files(rig.logs.directory, RetentionClass.LEDGER);
      // What was admitted is in the records; the file beside them is for metrics.
      assertThat(own.remove("admitted")).isNotNull();
      assertThat(BackupRig.files(restored, RetentionClass.LEDGER)).isEqualTo(own);
      assertThat(rig.sequences(RetentionClass.LEDGER))
          .doesNotHaveDuplicates()
          .hasSize(37)
          .isSorted();
    }
  }

  private static void admit(final BackupRig rig, final long first) {
    final AuditLog ledger = rig.logs.log(RetentionClass.LEDGER);
    final long before = ledger.journalPosition();
    ledger.admitLostTail(
        first, Checkpoint.NO_JOURNAL_CRC, ChronoUnit.NANOS.between(Instant.EPOCH, rig.logs.now()));
    assertThat(ledger.journalPosition()).isEqualTo(first - 1).isLessThan(before);
  }
}
