package io.tollgate.audit.service;

import io.tollgate.audit.AuditCustody;
import io.tollgate.audit.event.AuditRefusal;
import io.tollgate.audit.log.LogReader;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.UnavailableException;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Writes ranges of records as bundles, few at a time and each of bounded size. */
final class BundleFiles {
  private static final int AT_ONCE = 2;

  private final OpenedLogs logs;
  private final Semaphore places = new Semaphore(AT_ONCE);

  BundleFiles(final OpenedLogs logs) {
    this.logs = logs;
  }

  /**
   * What came of it.
   *
   * @param refusal why there is no file; empty where there is one.
   * @param size of the tree that the bundle is proven by.
   */
  record Result(
      Optional<AuditRefusal> refusal,
      String message,
      Path file,
      long first,
      long records,
      long size,
      String key) {
    private static Result refused(final AuditRefusal refusal, final String message) {
      return new Result(Optional.of(refusal), message, null, 0, 0, 0, "");
    }
  }

  /** Ends an export that grows too large. */
  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Bounded extends FilterOutputStream {
    private long left = AuditCustody.MAX_EXPORTED_BYTES;

    Bounded(final OutputStream out) {
      super(out);
    }

    @Override
    public void write(final int value) throws IOException {
      take(1);
      out.write(value);
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int length) throws IOException {
      take(length);
      out.write(bytes, offset, length);
    }

    private void take(final int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new TooLargeException();
      }
    }
  }

  Result write(final AuditCustody.Range range, final Path directory) {
    if (!places.tryAcquire()) {
      throw new UnavailableException(
          Reason.OVERLOADED, AT_ONCE + " exports are under way; ask again later", null);
    }
    try {
      return written(range, logs.open(range.log()), directory);
    } finally {
      places.release();
    }
  }

  private static Result written(
      final AuditCustody.Range range, final LogReader reader, final Path directory) {
    final long size = reader.checkpoint().size();
    final long first =
        range
            .first()
            .orElseGet(
                () ->
                    range
                        .since()
                        .map(time -> reader.firstSince(OpenedLogs.nanos(time)))
                        .orElseGet(reader::first));
    final long last = range.last().orElse(size - 1);
    if (first < 0 || first < reader.first() || last < first || last >= size) {
      return Result.refused(
          AuditRefusal.RANGE_UNKNOWN,
          "the log has records " + reader.first() + " to " + (size - 1) + ", and not all of those");
    }
    if (last - first >= AuditCustody.MAX_EXPORTED) {
      return Result.refused(
          AuditRefusal.EXPORT_TOO_LARGE,
          "an export has at most " + AuditCustody.MAX_EXPORTED + " records; ask for it in parts");
    }
    return write(reader, first, last + 1, directory);
  }

  private static Result write(
      final LogReader reader, final long first, final long end, final Path directory) {
    Path file = null;
    try {
      file = Files.createTempFile(directory, "audit-", ".bundle");
      final long records;
      try (OutputStream out = new Bounded(new BufferedOutputStream(Files.newOutputStream(file)))) {
        records = reader.export(first, end, out);
      }
      return new Result(
          Optional.empty(),
          "",
          file,
          first,
          records,
          reader.checkpoint().size(),
          reader.key().toString());
    } catch (final TooLargeException e) {
      delete(file);
      return Result.refused(
          AuditRefusal.EXPORT_TOO_LARGE, "an export has at most 128 MiB; ask for it in parts");
    } catch (final InvalidRequestException e) {
      delete(file);
      return Result.refused(AuditRefusal.RANGE_UNKNOWN, e.getMessage());
    } catch (final IOException | UncheckedIOException e) {
      delete(file);
      throw new UnavailableException(Reason.UNAVAILABLE, "the bundle cannot be written now", e);
    }
  }

  static void delete(final Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (final IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
