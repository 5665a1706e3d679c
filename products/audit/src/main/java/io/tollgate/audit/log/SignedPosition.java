package io.tollgate.audit.log;

import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

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
      position =
          Math.min(
              position, of(directory.resolve(retention.logName()), Checkpoint::journalPosition));
    }
    return position;
  }

  /**
   * How many records a log has by its newest checkpoint, those that were pruned counted.
   *
   * @param log its directory.
   * @throws AuditLogException where it cannot be read.
   */
  public static long records(final Path log) {
    return of(log, Checkpoint::size);
  }

  private static long of(final Path log, final ToLongFunction<Checkpoint> value) {
    try {
      return new LogFiles(log)
          .head()
          .map(note -> value.applyAsLong(Checkpoint.parse(SignedNote.parse(note).text())))
          .orElse(0L);
    } catch (final IOException | IllegalArgumentException e) {
      throw new AuditLogException("cannot read the checkpoint of " + log, e);
    }
  }
}
