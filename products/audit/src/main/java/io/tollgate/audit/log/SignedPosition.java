package io.tollgate.audit.log;

import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.SignedNote;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Up to where the journal is in the audit logs, signed: what their newest checkpoints say. Nothing
 * is verified, so it is good for metrics and readiness, not for auditors. Any thread, any process.
 */
public final class SignedPosition {
  private SignedPosition() {}

  /**
   * Reads the checkpoints of all logs.
   *
   * @param directory of the logs, one below it for each retention class.
   * @return a position in the journal; 0 where a log has no checkpoint yet.
   * @throws AuditLogException where one cannot be read.
   */
  public static long in(final Path directory) {
    long position = Long.MAX_VALUE;
    for (final RetentionClass retention : RetentionClass.values()) {
      position = Math.min(position, of(directory.resolve(retention.logName())));
    }
    return position;
  }

  private static long of(final Path log) {
    try {
      return new LogFiles(log)
          .head()
          .map(note -> Checkpoint.parse(SignedNote.parse(note).text()).journalPosition())
          .orElse(0L);
    } catch (final IOException | IllegalArgumentException e) {
      throw new AuditLogException("cannot read the checkpoint of " + log, e);
    }
  }
}
