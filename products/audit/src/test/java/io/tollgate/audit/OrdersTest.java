package io.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.event.Exported;
import io.tollgate.audit.event.HoldPlaced;
import io.tollgate.audit.event.HoldReleased;
import io.tollgate.audit.event.KeyChange;
import io.tollgate.audit.event.SubjectForgotten;
import io.tollgate.audit.log.LegalHolds;
import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.LogVerifier;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.recorder.SubjectKeys;
import io.tollgate.secrets.SecretStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal orders of the logs, carried out by the real recorder. */
class OrdersTest {
  private SignedLogs logs;

  @BeforeEach
  void open() {
    logs = new SignedLogs(Duration.ZERO);
    logs.journal.append(TestRecords.registered(4));
  }

  @AfterEach
  void close() {
    for (final RetentionClass log : RetentionClass.values()) {
      assertThat(LogVerifier.verify(logs.directory(log), List.of(), List.of()).finding()).isEmpty();
    }
    logs.close();
  }

  @Test
  void shouldPlaceAndReleaseHoldsOnceHoweverOftenTheyAreOrdered() {
    logs.append(new HoldPlaced(RetentionClass.MESSAGING, 1, 9, "case-7"));
    logs.awaitSigned(logs.append(new HoldPlaced(RetentionClass.MESSAGING, 2, 3, "case-7")));

    assertThat(LegalHolds.in(logs.directory(RetentionClass.MESSAGING)))
        .containsExactly(new LegalHolds.Hold("case-7", 1, 9));
    assertThat(types(RetentionClass.MESSAGING))
        .containsExactly("audit.key-epoch", "audit.hold-placed");

    logs.append(new HoldReleased(RetentionClass.MESSAGING, "case-7"));
    logs.awaitSigned(logs.append(new HoldReleased(RetentionClass.MESSAGING, "case-7")));

    assertThat(LegalHolds.in(logs.directory(RetentionClass.MESSAGING))).isEmpty();
    final AuditRecord ordered = logs.records(RetentionClass.LEDGER).get(2);
    assertThat(ordered.eventType()).isEqualTo("audit.hold-ordered");
    assertThat(ordered.resourceId()).isEqualTo("hold/messaging/case-7");
    assertThat(new String(ordered.metadata(), StandardCharsets.UTF_8))
        .isEqualTo("{\"hold\":\"case-7\",\"log\":\"messaging\",\"from_ns\":1,\"to_ns\":9}");
    assertThat(subjects().open(ordered.sealedFields().get(0), ordered.position()))
        .hasValue(SignedLogs.bytes("alice"));
  }

  @Test
  void shouldForgetAPersonAlsoWhereItsKeyIsInUse() {
    logs.awaitSigned(logs.journal.append(SignedLogs.event(1, 8, SignedLogs.bytes("x"), "mallory")));
    final AuditRecord before = last();
    final String keyId = subjects().keyIdOf("actor:mallory");
    logs.append(new SubjectForgotten(keyId));
    logs.awaitSigned(logs.journal.append(SignedLogs.event(1, 8, SignedLogs.bytes("x"), "mallory")));

    assertThat(subjects().open(before.sealedFields().get(0), before.position())).isEmpty();
    assertThat(subjects().open(last().sealedFields().get(0), last().position()))
        .as("came again")
        .isPresent();
  }

  @Test
  void shouldChangeTheKeyOfAllLogsOnceForEachKeyThatIsReplaced() {
    logs.awaitSigned(logs.append(1));
    final byte[] first = key(RetentionClass.LEDGER);
    final KeyChange change = new KeyChange(HexFormat.of().formatHex(first));
    logs.append(change);
    logs.awaitSigned(logs.append(change));
    logs.restart();
    logs.awaitSigned(logs.append(1));

    final byte[] second = key(RetentionClass.LEDGER);
    assertThat(second).isNotEqualTo(first);
    for (final RetentionClass log : RetentionClass.values()) {
      await()
          .atMost(SignedLogs.PATIENCE)
          .untilAsserted(() -> assertThat(key(log)).isEqualTo(second));
      assertThat(types(log).stream().filter("audit.key-epoch"::equals)).hasSize(2);
    }
  }

  @Test
  void shouldOnlyRecordWhatIsNoOrderOrMakesNoSense() {
    logs.append(new Exported(RetentionClass.LEDGER, 0, 1, 2));
    logs.journal.append(SignedLogs.event(2, 1, SignedLogs.bytes("nonsense"), "alice"));
    logs.awaitSigned(logs.journal.append(SignedLogs.event(2, 77, new byte[0], "alice")));

    assertThat(types(RetentionClass.LEDGER))
        .containsExactly(
            "audit.key-epoch",
            "agent.registered",
            "audit.exported",
            "audit.event-1",
            "audit.event-77");
  }

  private SubjectKeys subjects() {
    return new SubjectKeys(SecretStore.open(logs.root.resolve("secrets")));
  }

  private byte[] key(final RetentionClass log) {
    return LogReader.open(logs.directory(log)).key().publicKey();
  }

  private AuditRecord last() {
    final List<AuditRecord> records = logs.records(RetentionClass.LEDGER);
    return records.get(records.size() - 1);
  }

  private List<String> types(final RetentionClass log) {
    return logs.records(log).stream().map(AuditRecord::eventType).toList();
  }
}
