package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.health.AuditBackupView;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthTest {
  private final AtomicBoolean databaseAnswers = new AtomicBoolean(true);
  private final AtomicReference<AuditBackupView> backup = new AtomicReference<>();
  private ApiFixture fixture;

  @BeforeAll
  void start(@TempDir final Path data) {
    fixture =
        ApiFixture.start(
            data,
            context ->
                context
                    .maxFollowerLag(10)
                    .auditBackup(() -> Optional.ofNullable(backup.get()))
                    .databaseProbe(
                        () -> {
                          if (!databaseAnswers.get()) {
                            throw new IllegalStateException("no database");
                          }
                        }));
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @AfterEach
  void heal() {
    databaseAnswers.set(true);
    backup.set(null);
    fixture.gate().answering(true);
    fixture.followerPosition().set(1042);
  }

  @Test
  void shouldTellOfABackupThatIsDownAndStayReady() {
    backup.set(
        new AuditBackupView(
            false, "BACKING_OFF", 3, List.of(new AuditBackupView.Log("ledger", 100, 40))));

    assertThat(ready().statusCode()).isEqualTo(200);
    assertThat(ready().body()).contains("BACKING_OFF, 60 records behind; the gate does not wait");
    assertThat(fixture.get("/metrics").body())
        .contains(
            "tollgate_audit_backup_running 0.0",
            "tollgate_audit_backup_lost_records_total 3.0",
            "tollgate_audit_log_records{log=\"ledger\"} 100.0",
            "tollgate_audit_backup_records{log=\"ledger\"} 40.0");
  }

  @Test
  void shouldNotSpeakOfABackupWhereThereIsNone() {
    assertThat(checks(ready())).doesNotContainKey("audit-backup");
    assertThat(fixture.get("/metrics").body()).doesNotContain("tollgate_audit_backup");
  }

  @Test
  void shouldBeReadyWhenEverythingAnswersAndIsNotFarBehind() {
    fixture.followerPosition().set(1032);

    assertThat(ready().statusCode()).isEqualTo(200);
    assertThat(checks(ready()))
        .containsEntry("engine", true)
        .containsEntry("database", true)
        .containsEntry("identity", true);
  }

  @Test
  void shouldNotBeReadyWithoutTheEngine() {
    fixture.gate().answering(false);

    assertThat(ready().statusCode()).isEqualTo(503);
    assertThat(checks(ready())).containsEntry("engine", false).containsEntry("database", true);
    assertThat(fixture.send(fixture.request("/livez").GET()).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNotBeReadyWithoutTheDatabase() {
    databaseAnswers.set(false);

    assertThat(ready().statusCode()).isEqualTo(503);
    assertThat(checks(ready())).containsEntry("database", false).containsEntry("engine", true);
    assertThat(ready().body()).doesNotContain("no database");
  }

  @Test
  void shouldNotBeReadyWhenAFollowerIsTooFarBehind() {
    fixture.followerPosition().set(1031);

    assertThat(ready().statusCode()).isEqualTo(503);
    assertThat(checks(ready())).containsEntry("identity", false);
  }

  @Test
  void shouldShowStatusEvenWithoutTheEngine() {
    fixture.gate().answering(false);

    final HttpResponse<String> response = fixture.get("/v1/status");

    assertThat(response.statusCode()).isEqualTo(200);
    final JsonObject status = ApiFixture.json(response);
    assertThat(status.getBoolean("ready")).isFalse();
    assertThat(status.getJsonObject("engine")).isEqualTo(new JsonObject().put("answering", false));
    assertThat(status.getJsonArray("consumers").getJsonObject(0).getValue("lag")).isNull();
  }

  private HttpResponse<String> ready() {
    return fixture.send(fixture.request("/readyz").GET());
  }

  private static Map<String, Boolean> checks(final HttpResponse<String> response) {
    return ApiFixture.json(response).getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .collect(
            Collectors.toMap(check -> check.getString("name"), check -> check.getBoolean("ok")));
  }
}
