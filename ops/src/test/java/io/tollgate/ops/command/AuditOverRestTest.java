package io.tollgate.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit commands that ask a gate. */
class AuditOverRestTest {
  private static final String RECORD =
      "{\"class\":\"ledger\",\"sequence\":7,\"time\":\"2026-11-23T09:27:00Z\","
          + "\"event_type\":\"agent.trust-set\",\"action\":\"set\",\"agent_id\":\""
          + "3b".repeat(32)
          + "\",\"resource\":\"\"}";
  private static final String HOLD =
      "{\"class\":\"ledger\",\"name\":\"case-7\",\"from\":\"2026-01-01T00:00:00Z\","
          + "\"to\":\"2026-02-01T00:00:00Z\"}";

  @TempDir private Path directory;
  private StubGate gate;

  @BeforeEach
  void start() throws IOException {
    gate = new StubGate(directory);
  }

  @AfterEach
  void stop() {
    gate.close();
  }

  @Test
  void shouldShowWhatIsFoundAndWhereToGoOn() {
    gate.answering("GET /v1/audit/records", "{\"items\":[" + RECORD + "],\"next_cursor\":\"abc\"}");

    assertThat(
            gate.run("audit", "search", "a b", "--log", "LEDGER", "--from", "1h", "--limit", "1"))
        .as(gate.err.toString())
        .isZero();
    assertThat(gate.out.toString()).contains("agent.trust-set", "3b3b3b3b3b3b", "SEQUENCE");
    assertThat(gate.err.toString()).contains("--cursor abc");
  }

  @Test
  void shouldWatchUntilItHasSeenEnough() throws IOException {
    gate.answering("GET /v1/audit/news", "{\"items\":[" + RECORD + "],\"cursor\":\"c\"}");

    assertThat(gate.run("audit", "watch", "--limit", "3", "--json")).isZero();
    assertThat(gate.out.toString().lines()).hasSize(3);
    assertThat(Json.parse(gate.out.toString().lines().findFirst().orElseThrow()))
        .isEqualTo(Json.parse(RECORD));
  }

  @Test
  void shouldPlaceListAndReleaseHolds() throws IOException {
    gate.answering("POST /v1/audit/holds", "{\"position\":1,\"hold\":" + HOLD + "}");
    gate.answering("GET /v1/audit/holds", "{\"items\":[" + HOLD + "]}");
    gate.answering(
        "POST /v1/audit/logs/ledger/holds/case-7/release",
        "{\"position\":2,\"hold\":" + HOLD + "}");

    assertThat(gate.run("audit", "hold", "place", "case-7", "--from", "2026-01-01T00:00:00Z"))
        .isZero();
    assertThat(gate.sent("POST /v1/audit/holds").path("from").asText())
        .isEqualTo("2026-01-01T00:00:00Z");
    assertThat(gate.run("audit", "hold", "list")).isZero();
    assertThat(gate.run("audit", "hold", "release", "case-7")).isZero();
    assertThat(gate.out.toString()).contains("released");
    assertThat(gate.run("audit", "hold", "release", "no/name")).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void shouldForgetByNameOrIdAndRotate() throws IOException {
    gate.answering("POST /v1/audit/forgotten", "{\"position\":1,\"key_id\":\"00ff\"}");
    gate.answering("POST /v1/audit/key-change", "{\"position\":1,\"key\":\"a+b+c\"}");

    assertThat(gate.run("audit", "forget", "actor:mallory")).isZero();
    assertThat(gate.sent("POST /v1/audit/forgotten").path("subject").asText())
        .isEqualTo("actor:mallory");
    assertThat(gate.run("audit", "forget", "agent:" + "3b".repeat(32))).isZero();
    assertThat(gate.run("audit", "forget", "mallory")).isEqualTo(ExitCode.USAGE.code());
    assertThat(gate.run("audit", "key", "rotate")).isZero();
    assertThat(gate.out.toString()).contains("00ff", "a+b+c");
  }

  @Test
  void shouldFetchABundleIntoANewFileOnly() throws IOException {
    gate.answering("GET /v1/audit/logs/ledger/bundle", "TGAUDITB");
    final Path bundle = directory.resolve("bundle");

    assertThat(gate.run("audit", "fetch", bundle.toString(), "--from", "1")).isZero();
    assertThat(bundle).hasContent("TGAUDITB");
    assertThat(gate.run("audit", "fetch", bundle.toString())).isEqualTo(ExitCode.USAGE.code());
    assertThat(gate.run("audit", "fetch", bundle + "2", "--log", "GATE"))
        .isNotEqualTo(ExitCode.OK.code());
    assertThat(Files.exists(directory.resolve("bundle2"))).isFalse();
  }
}
