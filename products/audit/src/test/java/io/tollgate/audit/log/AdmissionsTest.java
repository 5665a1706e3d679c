package io.tollgate.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.audit.proof.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log says of what it admitted: the bytes on the disk, and the records. */
final class AdmissionsTest {
  private static final Admission LOST =
      new Admission(Admission.Kind.LOST_TAIL, 3, 5, 6, LogFixture.START_NS + 1);
  private static final Admission GAP =
      new Admission(Admission.Kind.GAP, 3, 9, 7, LogFixture.START_NS + 2);
  private static final String PINNED =
      """
      tollgate-admitted v1
      LOST_TAIL 3 5 6 1700000000000000001
      GAP 3 9 7 1700000000000000002
      """;

  @TempDir private Path root;
  private LogFixture fixture;

  @BeforeEach
  void admitALostTailAndThenAGap() {
    fixture = new LogFixture(root).append(5);
    fixture.log.admitLostTail(3, Checkpoint.NO_JOURNAL_CRC, LOST.timeNs());
    fixture.log.admitGap(3, 9, GAP.timeNs());
  }

  @AfterEach
  void closeTheLog() {
    fixture.log.close();
  }

  @Test
  void shouldKeepThePinnedFormOfTheFile() throws IOException {
    assertThat(file()).hasContent(PINNED);
    assertThat(Admissions.in(root)).containsExactly(LOST, GAP);
  }

  @Test
  void shouldReadTheFileOfBeforeItHadAVersion() throws IOException {
    Files.writeString(file(), PINNED.substring(PINNED.indexOf('\n') + 1));
    assertThat(Admissions.in(root)).containsExactly(LOST, GAP);
  }

  @Test
  void shouldPassOverWhatACrashOrSomebodyElseLeftInTheFile() throws IOException {
    Files.writeString(file(), PINNED + "GAP 1 x 7 8\nOTHER 1 2 7 8\n\nGAP 1 2 7");
    assertThat(Admissions.in(root)).containsExactly(LOST, GAP);
  }

  @Test
  void shouldKeepThePinnedFormOfTheRecords() {
    assertRecord(LOST, "audit.lost-tail", "3-5", "{\"first\":3,\"last\":5}");
    assertRecord(GAP, "audit.gap", "3-9", "{\"first\":3,\"last\":9}");
  }

  private void assertRecord(
      final Admission admission, final String type, final String range, final String metadata) {
    final AuditRecord record = LogReader.open(fixture.directory).record(admission.sequence());
    assertThat(record.source()).isEqualTo(AuditSource.AUDIT);
    assertThat(List.of(record.eventType(), record.action(), record.resourceId()))
        .containsExactly(type, "admit", range);
    assertThat(new String(record.metadata(), StandardCharsets.UTF_8)).isEqualTo(metadata);
    assertThat(record.timestampNs()).isEqualTo(admission.timeNs());
    assertThat(Admissions.admissionOf(record)).hasValue(admission);
  }

  private Path file() {
    return fixture.directory.resolve("admitted");
  }
}
