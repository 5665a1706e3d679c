package io.tollgate.audit.service;

import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.error.UnavailableException;
import java.nio.file.Path;
import java.time.Instant;

/** The logs' files, read as of their newest checkpoints. Any thread, any process. */
final class OpenedLogs {
  private final Path directory;

  /** Logs, one below the directory for each class. */
  OpenedLogs(final Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  Path directory(final RetentionClass log) {
    return directory.resolve(log.logName());
  }

  /**
   * A log as it is now.
   *
   * @throws UnavailableException where it cannot be read.
   */
  LogReader open(final RetentionClass log) {
    try {
      return LogReader.open(directory(log));
    } catch (final AuditLogException e) {
      throw unavailable(log, e);
    }
  }

  static UnavailableException unavailable(final RetentionClass log, final Exception cause) {
    return new UnavailableException(
        Reason.UNAVAILABLE, "the audit log " + log.logName() + " cannot be read now", cause);
  }

  /** Epoch nanoseconds UTC; what is beyond them is the nearest there is. */
  static long nanos(final Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (final ArithmeticException e) {
      return time.getEpochSecond() < 0 ? 0 : Long.MAX_VALUE;
    }
  }
}
