package io.tollgate.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.audit.log.AuditLog;
import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.LogSettings;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SigningKeys;
import io.tollgate.ops.Main;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.secrets.SecretStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real logs of two gates, and what an auditor says of them. */
class AuditVerifyTest {
  private static final long NOW_NS = 1_700_000_000_000_000_000L;

  @TempDir private Path directory;
  private Path gate;
  private Path stranger;

  @BeforeEach
  void writeLogs() throws IOException {
    gate = logs("gate");
    stranger = logs("stranger");
  }

  @Test
  void shouldTakeTheKeyOfOneLogForAllOfTheGateAndRefuseAStrangers() {
    assertThat(verify()).isEqualTo(ExitCode.OK.code());
    assertThat(verify("--key", keyOf(gate))).isEqualTo(ExitCode.OK.code());
    assertThat(verify("--key", keyOf(stranger))).isEqualTo(ExitCode.FAILURE.code());
  }

  @Test
  void shouldRefuseAKnownCheckpointThatIsOfNoLogHere() throws IOException {
    final Path own = Files.write(directory.resolve("own"), noteOf(gate));
    final Path others = Files.write(directory.resolve("others"), noteOf(stranger));
    final Path none = Files.writeString(directory.resolve("none"), "no checkpoint");

    assertThat(verify("--known", own.toString())).isEqualTo(ExitCode.OK.code());
    assertThat(verify("--known", others.toString())).isEqualTo(ExitCode.USAGE.code());
    assertThat(verify("--known", none.toString())).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void shouldNotReadACopyWithoutKnowingWhereOrInTheClear() throws IOException {
    final Path remote =
        Files.writeString(directory.resolve("client"), "bootstrap.servers = 192.0.2.1:9092");
    final Path bundle = Files.createFile(directory.resolve("bundle"));

    assertThat(verify("--kafka", remote.toString(), "--offline", bundle.toString()))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(verify("--kafka", remote.toString())).isEqualTo(ExitCode.USAGE.code());
    assertThat(Main.commandLine().execute("audit", "restore", directory.resolve("to").toString()))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(directory.resolve("to")).doesNotExist();
  }

  @Test
  void shouldRefuseABundleThatWasCutOffOrHadSomethingPutBehindIt() throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    ledger(gate).export(0, ledger(gate).checkpoint().size(), out);
    final byte[] whole = out.toByteArray();

    assertThat(verifyOffline(whole)).isEqualTo(ExitCode.OK.code());
    for (final int cut : new int[] {1, 17, whole.length / 2, whole.length}) {
      assertThat(verifyOffline(Arrays.copyOf(whole, whole.length - cut)))
          .as("%s bytes cut off", cut)
          .isEqualTo(ExitCode.FAILURE.code());
    }
    assertThat(verifyOffline(Arrays.copyOf(whole, whole.length + 1)))
        .isEqualTo(ExitCode.FAILURE.code());
  }

  private int verifyOffline(final byte[] bundle) throws IOException {
    final Path file = Files.write(directory.resolve("bundle"), bundle);
    return Main.commandLine().execute("audit", "verify", "--offline", file.toString());
  }

  private int verify(final String... more) {
    return Main.commandLine()
        .execute(
            Stream.concat(Stream.of("audit", "verify", "--data", gate.toString()), Stream.of(more))
                .toArray(String[]::new));
  }

  private static String keyOf(final Path home) {
    return ledger(home).key().toString();
  }

  private static byte[] noteOf(final Path home) {
    return ledger(home).checkpointNote();
  }

  private static LogReader ledger(final Path home) {
    return LogReader.open(home.resolve("audit").resolve(RetentionClass.LEDGER.logName()));
  }

  private Path logs(final String name) throws IOException {
    final Path home = directory.resolve(name);
    final SigningKeys keys = SigningKeys.in(SecretStore.open(home.resolve("secrets")));
    for (final RetentionClass retention : RetentionClass.values()) {
      AuditLog.open(
              home.resolve("audit").resolve(retention.logName()),
              retention.logName(),
              LogSettings.DEFAULT,
              keys,
              NOW_NS)
          .close();
    }
    return home;
  }
}
