package io.tollgate.ops.audit;

import io.tollgate.audit.log.LogVerifier;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.ProofFormatException;
import io.tollgate.audit.proof.SignedNote;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.audit.proof.VerifierKey;
import io.tollgate.ops.cli.CliException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Checks the logs of one gate, each with the known checkpoints that are its own. */
final class OwnLogs {
  private final Path directory;

  /** Those below a directory, each in one of its name. */
  OwnLogs(final Path directory) {
    this.directory = directory;
  }

  private Path of(final RetentionClass retention) {
    return directory.resolve(retention.logName());
  }

  /**
   * Checks all logs.
   *
   * @param known checkpoints by the file they were read from.
   * @throws CliException USAGE where a known checkpoint is of none of them: it would go unused.
   */
  List<VerificationReport> verify(final List<VerifierKey> trusted, final Map<Path, byte[]> known) {
    return List.copyOf(verifyEach(trusted, known).values());
  }

  /** The same by log, in the order of the classes. */
  Map<RetentionClass, VerificationReport> verifyEach(
      final List<VerifierKey> trusted, final Map<Path, byte[]> known) {
    final Map<RetentionClass, List<byte[]>> byLog = new EnumMap<>(RetentionClass.class);
    for (final RetentionClass retention : RetentionClass.values()) {
      byLog.put(retention, new ArrayList<>());
    }
    known.forEach((file, note) -> byLog.get(logOf(file, note)).add(note));
    final Map<RetentionClass, VerificationReport> reports = new EnumMap<>(RetentionClass.class);
    byLog.forEach(
        (retention, notes) ->
            reports.put(retention, LogVerifier.verify(of(retention), trusted, notes)));
    return reports;
  }

  private RetentionClass logOf(final Path file, final byte[] note) {
    final String origin = originOf(file, note);
    for (final RetentionClass retention : RetentionClass.values()) {
      if (LogVerifier.originIn(of(retention)).filter(origin::equals).isPresent()) {
        return retention;
      }
    }
    throw CliException.usage(
        "--known " + file + " is a checkpoint of " + origin + ", and no log here is that one");
  }

  private static String originOf(final Path file, final byte[] note) {
    try {
      return Checkpoint.parse(SignedNote.parse(note).text()).origin();
    } catch (final ProofFormatException e) {
      throw CliException.usage("--known " + file + ": " + e.getMessage());
    }
  }
}
