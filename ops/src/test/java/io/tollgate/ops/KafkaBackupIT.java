package io.tollgate.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.backup.testing.BrokerAccess;
import io.tollgate.audit.backup.testing.TestBroker;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real gate in its own process, whose audit logs are copied to a real broker, over TLS. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class KafkaBackupIT {
  private static final String PREFIX = "tollgate.audit";

  @TempDir Path directory;
  @TempDir Path brokerDirectory;
  @TempDir Path keys;

  @AfterEach
  void stop() {
    Checkout.run(directory, "down");
  }

  @Test
  void shouldCopyARunningGatesLogsAndMakeThemAgainFromTheTopics() throws IOException {
    try (TestBroker broker =
        new TestBroker(brokerDirectory, BrokerAccess.tls(keys, "for this test"))) {
      broker.createTopics(PREFIX, Map.of());
      final Path client = broker.client(directory);
      Files.writeString(
          Files.createDirectories(directory.resolve("data")).resolve("tollgate.properties"),
          "audit.backup.kafka = " + client + "\n");
      run("up", "--detach");
      run("tenant", "create", "before");
      awaitCopied();

      broker.stop();
      run("tenant", "create", "while-the-broker-is-away");
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Checkout.metrics(directory).contains("tollgate_audit_backup_running 0.0"));
      broker.start();
      awaitCopied();

      kill();
      run("up", "--detach");
      run("tenant", "create", "after-a-kill");
      awaitCopied();

      assertThat(run("audit", "verify", "--kafka", client.toString())).contains("ledger");
      final Map<String, byte[]> before = segments(directory.resolve("data/audit"));
      final Path restored = directory.resolve("restored");
      run("audit", "restore", "--kafka", client.toString(), restored.toString());
      final Map<String, byte[]> copy = segments(restored);
      final Map<String, byte[]> after = segments(directory.resolve("data/audit"));
      assertThat(copy).hasSameSizeAs(before);
      before.forEach(
          (name, bytes) -> {
            assertThat(copy.get(name)).startsWith(bytes);
            assertThat(after.get(name)).startsWith(copy.get(name));
          });
    }
  }

  private void kill() throws IOException {
    final long pid =
        Json.parse(Files.readString(directory.resolve("data/run/engine.json")))
            .path("pid")
            .asLong();
    final ProcessHandle gate = ProcessHandle.of(pid).orElseThrow();
    gate.destroyForcibly();
    gate.onExit().join();
  }

  /** Waits until the topics have all that the logs have, as the gate's metrics tell it. */
  private void awaitCopied() {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              final String metrics = Checkout.metrics(directory);
              assertThat(metrics).contains("tollgate_audit_backup_running 1.0");
              for (final RetentionClass retention : RetentionClass.values()) {
                assertThat(value(metrics, "tollgate_audit_backup_records", retention))
                    .isPositive()
                    .isEqualTo(value(metrics, "tollgate_audit_log_records", retention));
              }
            });
  }

  private static double value(
      final String metrics, final String name, final RetentionClass retention) {
    final Matcher line =
        Pattern.compile(name + "\\{log=\"" + retention.logName() + "\"} (\\S+)").matcher(metrics);
    assertThat(line.find()).as(name).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private static Map<String, byte[]> segments(final Path audit) throws IOException {
    final Map<String, byte[]> segments = new TreeMap<>();
    for (final RetentionClass retention : RetentionClass.values()) {
      try (Stream<Path> files = Files.list(audit.resolve(retention.logName()))) {
        final List<Path> all =
            files.filter(it -> it.getFileName().toString().startsWith("segment-")).toList();
        for (final Path file : all) {
          segments.put(audit.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return segments;
  }

  private String run(final String... arguments) {
    final Checkout.Result result = Checkout.run(directory, arguments);
    assertThat(result.exitCode()).as(Arrays.toString(arguments) + ": " + result.output()).isZero();
    return result.output();
  }
}
