package io.tollgate.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands about keys and waiting writes send to a gate, and show of its answer. */
class KeyAndQueueCommandsTest {
  private static final String ROTATIONS = "POST /v1/keys/rotations";
  private static final String RETIREMENT = "POST /v1/keys/12/retirement";
  private static final String RETIRED =
      "{\"kid\":12,\"tenant_id\":3,\"state\":\"retired\",\"living_links\":0,"
          + "\"created_at\":\"2026-11-01T10:00:00Z\",\"retires_at\":null,"
          + "\"retired_at\":\"2026-11-20T10:00:00Z\"}";
  private static final String WRITE =
      "{\"queue_id\":\"0123456789abcdef0123456789abcdef\",\"state\":\"dead\","
          + "\"operation\":\"profile\",\"agent_id\":\"3b3b3b3b3b3b3b3b\",\"subject\":\"root\","
          + "\"queued_at\":\"2026-11-20T10:00:00Z\",\"attempts\":7,\"reason\":\"TENANT_NOT_ACTIVE\"}";

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
  void shouldRotateATenantsKeyWithTheOverlapThatWasAskedForAndShowAllItsKeys() throws IOException {
    gate.answering(ROTATIONS, "{\"position\":41}");
    gate.answering("GET /v1/keys", "{\"items\":[" + RETIRED + "]}");

    assertThat(gate.run("key", "rotate", "3", "--overlap", "90m")).as(gate.err.toString()).isZero();

    assertThat(gate.sent(ROTATIONS))
        .isEqualTo(Json.parse("{\"tenant_id\":3,\"overlap_seconds\":5400}"));
    assertThat(gate.query("GET /v1/keys")).contains("tenant=3", "at_least_position=41");
    assertThat(gate.out.toString()).contains("12", "retired");
  }

  @Test
  void shouldGiveADayOfOverlapWhereNoneIsNamedAndRefuseWhatIsNoTime() throws IOException {
    gate.answering(ROTATIONS, "{\"position\":41}");
    gate.answering("GET /v1/keys", "{\"items\":[]}");

    assertThat(gate.run("key", "rotate", "3")).isZero();
    assertThat(gate.sent(ROTATIONS).path("overlap_seconds").asInt()).isEqualTo(86_400);
    assertThat(gate.run("key", "rotate", "3", "--overlap", "soon"))
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void shouldForceARetirementOnlyWhereThatIsAskedFor() {
    gate.answering(RETIREMENT, "{\"key\":" + RETIRED + "}");

    assertThat(gate.run("key", "retire", "12")).isZero();
    assertThat(gate.query(RETIREMENT)).isEqualTo("null");
    assertThat(gate.run("key", "retire", "12", "--force")).isZero();
    assertThat(gate.query(RETIREMENT)).isEqualTo("force=true");
    assertThat(gate.out.toString()).contains("2026-11-20T10:00:00Z");
  }

  @Test
  void shouldListTheWritesOfAStateWithTheReasonForGivingUp() throws IOException {
    gate.answering("GET /v1/queue", "{\"items\":[" + WRITE + "]}");

    assertThat(gate.run("queue", "list", "--state", "dead")).as(gate.err.toString()).isZero();

    assertThat(gate.query("GET /v1/queue")).isEqualTo("state=dead");
    assertThat(gate.out.toString())
        .contains("0123456789abcdef0123456789abcdef", "dead", "TENANT_NOT_ACTIVE");
  }
}
