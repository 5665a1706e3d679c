package io.tollgate.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher, the real gate in its own process, and a real demo as its client. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class GateLifecycleIT {
  private static final Pattern OF_A_BACKUP =
      Pattern.compile("tollgate_audit_(backup_\\w+|log_records)");

  @TempDir Path directory;

  @AfterEach
  void stop() {
    Checkout.run(directory, "down");
  }

  @Test
  void shouldReconcileADemoInWhoseMiddleTheGateWasKilled() throws IOException {
    up();
    final Process demo = Checkout.start(directory, "demo", "--speed", "200", "--json");
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> records() > 3_000); // the setup makes about 300, the trace 16,000

    final long killed = json("run/engine.json").path("pid").asLong();
    final ProcessHandle gate = ProcessHandle.of(killed).orElseThrow();
    gate.destroyForcibly();
    gate.onExit().join();
    up();
    final Checkout.Result result = Checkout.await(demo);

    final JsonNode report = Json.parse(result.output().substring(result.output().indexOf('{')));
    assertThat(report.path("mismatches")).isEmpty();
    assertThat(report.path("reconciles").asBoolean()).isTrue();
    assertThat(report.path("reconnects").asInt()).isEqualTo(1);
    assertThat(result.exitCode()).isZero();
    Checkout.run(directory, "down");
    assertThat(Checkout.run(directory, "journal", "verify", "--state"))
        .satisfies(verified -> assertThat(verified.output()).contains("byte for byte"))
        .extracting(Checkout.Result::exitCode)
        .isEqualTo(0);
  }

  @Test
  void shouldTellByItsExitCodeWhetherTheGateIsUp() {
    assertThat(Checkout.run(directory, "status").exitCode()).isEqualTo(5);
    assertThat(Checkout.run(directory, "agent", "list").exitCode()).isEqualTo(5);
    assertThat(Checkout.run(directory, "down").exitCode()).isEqualTo(5);
    up();
    assertThat(Checkout.run(directory, "status").exitCode()).isZero();
    assertThat(Checkout.run(directory, "up", "--detach"))
        .satisfies(second -> assertThat(second.output()).contains("already runs"))
        .extracting(Checkout.Result::exitCode)
        .isEqualTo(1);
    assertThat(Checkout.run(directory, "agent", "list", "--nonsense").exitCode()).isEqualTo(2);
    assertThat(Checkout.run(directory, "down").exitCode()).isZero();
    assertThat(Checkout.run(directory, "status").exitCode()).isEqualTo(5);
  }

  @Test
  void shouldRunItsRolesInProcessesOfTheirOwn() throws IOException {
    for (final String role : new String[] {"engine", "products", "api"}) {
      assertThat(Checkout.run(directory, "up", "--detach", "--roles", role))
          .extracting(Checkout.Result::exitCode)
          .isEqualTo(0);
    }

    final Checkout.Result status = Checkout.run(directory, "status");

    assertThat(status.output()).contains("ready,");
    assertThat(status.exitCode()).isZero();
    final Checkout.Result latency = Checkout.run(directory, "latency", "--next", "--total");
    assertThat(latency.output()).contains("command", "query", "wait");
    assertThat(latency.exitCode()).isZero();
    assertThat(Checkout.metrics(directory)).contains(metricsOfTheAlertRules());
  }

  /** Without those about a backup, which are there while one is made: HealthTest knows them. */
  private static List<String> metricsOfTheAlertRules() throws IOException {
    final String rules =
        Files.readString(Checkout.ROOT.resolve("ops/prometheus/tollgate.rules.yml"));
    return Pattern.compile("\\btollgate_\\w+")
        .matcher(rules)
        .results()
        .map(MatchResult::group)
        .filter(metric -> !OF_A_BACKUP.matcher(metric).matches())
        .toList();
  }

  private void up() {
    final Checkout.Result result = Checkout.run(directory, "up", "--detach");
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  private long records() throws IOException {
    final Checkout.Result result = Checkout.run(directory, "journal", "stats", "--json");
    return Json.parse(result.output()).path("records").asLong();
  }

  private JsonNode json(final String file) throws IOException {
    return Json.parse(Files.readString(directory.resolve("data").resolve(file)));
  }
}
