package io.tollgate.ops.audit;

import io.tollgate.audit.backup.BackupException;
import io.tollgate.audit.backup.BackupRestore;
import io.tollgate.audit.backup.BackupRestore.Outcome;
import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.BreakReason;
import io.tollgate.audit.proof.Finding;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.audit.proof.VerifierKey;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Option;

/** Which copy of the audit logs in Kafka a command reads. */
public final class KafkaCopy {

  @Option(
      names = "--kafka",
      paramLabel = "FILE",
      description = "Properties file of a Kafka client: the copy of the logs in its topics")
  private Path client;

  @Option(
      names = "--topics",
      paramLabel = "PREFIX",
      defaultValue = "tollgate.audit",
      description = "What the topics' names begin with (default ${DEFAULT-VALUE})")
  private String topics;

  /** Whether a copy was named. */
  boolean isGiven() {
    return client != null;
  }

  /**
   * Restores the copy into a directory and verifies what came of it.
   *
   * @throws CliException where the copy cannot be read, or logs are there already.
   */
  List<VerificationReport> restore(
      final Path directory, final List<VerifierKey> trusted, final Map<Path, byte[]> known) {
    final Map<RetentionClass, Outcome> outcomes;
    try {
      outcomes = BackupRestore.restore(client, topics, directory);
    } catch (final BackupException | AuditLogException e) {
      throw new CliException(ExitCode.USAGE, e.getMessage(), e);
    } catch (final KafkaException e) {
      throw new CliException(ExitCode.UNAVAILABLE, "cannot read from Kafka: " + e.getMessage(), e);
    }
    final List<VerificationReport> reports = new ArrayList<>();
    new OwnLogs(directory)
        .verifyEach(trusted, known)
        .forEach((retention, it) -> reports.add(withDamage(it, outcomes.get(retention))));
    return reports;
  }

  /**
   * The same in a directory that is removed again.
   *
   * @param scratch where that directory is made; null for where the system keeps such.
   */
  List<VerificationReport> verify(
      final Path scratch, final List<VerifierKey> trusted, final Map<Path, byte[]> known) {
    try {
      final Path directory =
          scratch == null
              ? Files.createTempDirectory("tollgate-audit")
              : Files.createTempDirectory(scratch, "tollgate-audit");
      try {
        return restore(directory, trusted, known);
      } finally {
        remove(directory);
      }
    } catch (final IOException | UncheckedIOException e) {
      throw new CliException(ExitCode.FAILURE, "no room for the logs: " + e.getMessage(), e);
    }
  }

  private static void remove(final Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What ended the reading counts where the records themselves do not tell more. */
  private static VerificationReport withDamage(
      final VerificationReport report, final Outcome outcome) {
    return new VerificationReport(
        report.origin(),
        report.first(),
        report.records(),
        report.checkpoints(),
        report.checkpoint(),
        report.signer(),
        report.isVouchedFor(),
        report.uncompared(),
        report
            .finding()
            .or(
                () ->
                    outcome
                        .damage()
                        .flatMap(
                            it ->
                                Optional.of(
                                    new Finding(
                                        BreakReason.MALFORMED,
                                        outcome.records(),
                                        "the topic " + it)))));
  }
}
