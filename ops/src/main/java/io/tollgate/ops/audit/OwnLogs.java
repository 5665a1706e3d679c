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

/** Checks the gate's own logs, each with the known checkpoints that are its own. */
final class OwnLogs {
  private final AuditOptions audit;

  OwnLogs(final AuditOptions audit) {
    this.audit = audit;
  }

  /**
   * Checks all logs.
   *
   * @param known checkpoints by the file they were read from.
   * @throws CliException USAGE where a known checkpoint is of none of them: it would go unused.
   */
  List<VerificationReport> verify(final List<VerifierKey> trusted, final Map<Path, byte[]> known) {
    final Map<RetentionClass, List<byte[]>> byLog = new EnumMap<>(RetentionClass.class);
    for (final RetentionClass retention : RetentionClass.values()) {
      byLog.put(retention, new ArrayList<>());
    }
    known.forEach((file, note) -> byLog.get(logOf(file, note)).add(note));
    final List<VerificationReport> reports = new ArrayList<>();
    byLog.forEach(
        (retention, notes) ->
            reports.add(LogVerifier.verify(audit.directory(retention), trusted, notes)));
    return reports;
  }

  private RetentionClass logOf(final Path file, final byte[] note) {
    final String origin = originOf(file, note);
    for (final RetentionClass retention : RetentionClass.values()) {
      if (LogVerifier.originIn(audit.directory(retention)).filter(origin::equals).isPresent()) {
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
