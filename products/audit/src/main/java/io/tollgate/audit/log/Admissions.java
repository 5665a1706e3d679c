package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.AuditSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a log ever admitted, also where the records that say so were pruned: for metrics. The
 * truth is in the records; what a crash took from this file is put there again. Written by the
 * log's thread, read by any process.
 *
 * <p>Its first line is the format's name and version, and each further one an admission: kind,
 * first and last position, sequence of the record that admits it, and its time. Lines of another
 * form are passed over.
 */
public final class Admissions {
  /** A log that admits more than that says no more of it here. */
  private static final int MAX = 10_000;

  private static final String FORMAT = "tollgate-admitted v1\n";
  private static final int FIELDS = 5;

  private final Path file;
  private final List<Admission> all = new ArrayList<>();
  private final AuditRecord record = new AuditRecord();
  private int written;

  private Admissions(final Path log) {
    file = log.resolve("admitted");
  }

  /** Reads a log's. */
  static Admissions load(final Path log) throws IOException {
    final Admissions admissions = new Admissions(log);
    if (Files.exists(admissions.file)) {
      final String text = Files.readString(admissions.file, StandardCharsets.ISO_8859_1);
      // Behind the last end of a line is what a crash left.
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(admissions::parse);
    }
    admissions.written = admissions.all.size();
    return admissions;
  }

  /**
   * What the logs of all retention classes ever admitted.
   *
   * @param directory of the logs, one below it for each retention class.
   * @throws AuditLogException where it cannot be read.
   */
  public static List<Admission> in(final Path directory) {
    final List<Admission> all = new ArrayList<>();
    for (final RetentionClass retention : RetentionClass.values()) {
      try {
        all.addAll(load(directory.resolve(retention.logName())).all);
      } catch (final IOException e) {
        throw new AuditLogException("cannot read what " + retention.logName() + " admitted", e);
      }
    }
    return all;
  }

  private void parse(final String line) {
    final String[] parts = line.split(" ", -1);
    if (parts.length == FIELDS) {
      try {
        all.add(
            new Admission(
                Admission.Kind.valueOf(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4])));
      } catch (final IllegalArgumentException e) {
        // Not a line of ours: the record itself says what was admitted.
        return;
      }
    }
  }

  /** Takes a record of the log that is gone through, which may admit something. */
  void consider(final byte[] bytes, final int offset, final int length) {
    if (record.wrap(bytes, offset, length) == null && record.source() == AuditSource.AUDIT) {
      admissionOf(record).ifPresent(this::add);
    }
  }

  /** What a record admits; empty where it admits nothing. */
  static Optional<Admission> admissionOf(final AuditRecord record) {
    if (record.source() != AuditSource.AUDIT) {
      return Optional.empty();
    }
    for (final Admission.Kind kind : Admission.Kind.values()) {
      if (record.eventType().equals(kind.eventType())) {
        final String[] range = record.resourceId().split("-", -1);
        return Optional.of(
            new Admission(
                kind,
                Long.parseLong(range[0]),
                Long.parseLong(range[1]),
                record.sequence(),
                record.timestampNs()));
      }
    }
    return Optional.empty();
  }

  /** Takes what was admitted; once where it comes again. */
  void add(final Admission admission) {
    if (all.size() < MAX && all.stream().noneMatch(it -> it.sequence() == admission.sequence())) {
      all.add(admission);
    }
  }

  /** Takes what a durable record admits, and writes it. */
  void append(final Admission admission) {
    add(admission);
    try {
      write();
    } catch (final IOException e) {
      throw new AuditLogException("what was admitted cannot be kept in " + file, e);
    }
  }

  /** Writes what is new, durably. */
  void write() throws IOException {
    if (written == all.size()) {
      return;
    }
    final StringBuilder lines = new StringBuilder(FORMAT);
    for (final Admission it : all) {
      lines.append(it.kind()).append(' ').append(it.first()).append(' ').append(it.last());
      lines.append(' ').append(it.sequence()).append(' ').append(it.timeNs()).append('\n');
    }
    LogFiles.replace(file, lines.toString().getBytes(StandardCharsets.US_ASCII), true);
    written = all.size();
  }
}
