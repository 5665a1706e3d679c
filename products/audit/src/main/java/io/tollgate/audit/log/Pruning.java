package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * Removes whole segments from a log's beginning once all of their records are past retention and no
 * legal hold covers them. First a record says so, durably and signed; then the files go. Of each
 * segment its root and its last leaf hash stay in the index, and of each key epoch in it the record
 * and its path: all other proofs stay as they were. For the log's thread.
 */
public final class Pruning {
  static final String EVENT_TYPE = "audit.pruned";

  private static final String ACTION = "prune";

  private final AuditLog log;
  private final Period kept;
  private final LegalHolds holds;

  /** Prunes a log. */
  public Pruning(final AuditLog log, final Period kept, final LegalHolds holds) {
    this.log = log;
    this.kept = kept;
    this.holds = holds;
  }

  static long keptFrom(final AuditRecord record) {
    try {
      return Long.parseLong(record.resourceId());
    } catch (final NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Removes what may be removed.
   *
   * @return how many records went.
   */
  public long run(final Instant now) {
    try {
      finishEarlier();
      final long oldestNs = nanos(now.atOffset(ZoneOffset.UTC).minus(kept).toInstant());
      final int level = log.settings().segmentLevel();
      final long from = SegmentFormat.firstOf(log.files().segments().get(0));
      long end = from;
      while (isRemovable((int) (end >>> level), oldestNs)) {
        end += 1L << level;
      }
      if (end == from) {
        return 0;
      }
      log.tell(
          EVENT_TYPE,
          ACTION,
          Long.toString(end),
          "{\"first\":" + from + ",\"last\":" + (end - 1) + "}",
          nanos(now));
      remove(from, end);
      return end - from;
    } catch (final IOException e) {
      throw new AuditLogException("the audit log " + log.name() + " cannot be pruned", e);
    }
  }

  /** A crash may have come between the record and the files. */
  private void finishEarlier() throws IOException {
    final Path mark = mark();
    if (Files.exists(mark)) {
      final String[] range = Files.readString(mark).split(" ", 2);
      remove(Long.parseLong(range[0]), Long.parseLong(range[1]));
    }
  }

  private boolean isRemovable(final int segment, final long oldestNs) {
    return segment < log.index().size()
        && log.index().get(segment).lastTimeNs() < oldestNs
        && !holds.covers(
            log.index().get(segment).firstTimeNs(), log.index().get(segment).lastTimeNs());
  }

  private void remove(final long from, final long end) throws IOException {
    LogFiles.replace(mark(), (from + " " + end).getBytes(StandardCharsets.US_ASCII), true);
    keepEpochs(from, end);
    for (long at = from; at < end; at += 1L << log.settings().segmentLevel()) {
      Files.deleteIfExists(SegmentFormat.path(log.files().directory(), at));
    }
    log.files().forceDirectory();
    Files.delete(mark());
  }

  private void keepEpochs(final long from, final long end) throws IOException {
    final int level = log.settings().segmentLevel();
    for (final KeptEpoch epoch : log.files().epochs()) {
      final long sequence = epoch.sequence();
      if (sequence >= from && sequence < end && epoch.path().isEmpty()) {
        log.files().keep(epoch.withPath(log.files().directory(), level, log.index()));
      }
    }
  }

  private Path mark() {
    return log.files().directory().resolve("pruning");
  }

  private static long nanos(final Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
