package io.tollgate.audit.backup;

import io.tollgate.audit.log.RetentionClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the backup is: what it does, since when it says so, and how far each log is in its topic. It
 * is also a small file beside the logs, so that other processes can show it; where to go on is read
 * from the topic, never from here.
 *
 * @param state what it does.
 * @param timeNs when this was so, epoch nanoseconds UTC.
 * @param sent records of each log that the topic has, those in front of its first counted; a log of
 *     which that is not known yet is missing.
 * @param lostRecords that were pruned before they could be sent, since it was started.
 * @param failure the newest, one line; empty for none.
 */
public record BackupStatus(
    BackupState state,
    long timeNs,
    Map<RetentionClass, Long> sent,
    long lostRecords,
    String failure) {
  private static final String FILE = "backup";
  private static final String FIRST_LINE = "tollgate-audit-backup 1";
  private static final int HEAD_LINES = 5;
  private static final int MAX_BYTES = 4096;
  private static final int MAX_FAILURE = 500;

  /** Keeps a copy, and one line of the failure. */
  public BackupStatus {
    sent = Map.copyOf(sent);
    failure = failure.substring(0, Math.min(failure.length(), MAX_FAILURE)).replaceAll("\\s+", " ");
  }

  /**
   * What the backup said last; empty where there never was one.
   *
   * @throws BackupException where the file cannot be read, or is none.
   */
  public static Optional<BackupStatus> in(final Path audit) {
    final Path file = audit.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new BackupException(file + " is too long to be a backup's status");
      }
      return Optional.of(parse(Files.readString(file)));
    } catch (final IOException e) {
      throw new BackupException("cannot read " + file, e);
    }
  }

  static BackupStatus parse(final String text) {
    final List<String> lines = text.lines().toList();
    try {
      if (lines.size() >= HEAD_LINES && lines.get(0).equals(FIRST_LINE)) {
        final Map<RetentionClass, Long> sent = new EnumMap<>(RetentionClass.class);
        for (final String line : lines.subList(HEAD_LINES, lines.size())) {
          final String[] parts = line.split(" ", 3);
          sent.put(logNamed(parts[1]), Long.parseLong(parts[2]));
        }
        return new BackupStatus(
            BackupState.valueOf(value(lines.get(1), "state")),
            Long.parseLong(value(lines.get(2), "time")),
            sent,
            Long.parseLong(value(lines.get(3), "lost")),
            value(lines.get(4), "failure"));
      }
    } catch (final IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BackupException("not a backup's status: " + e.getMessage(), e);
    }
    throw new BackupException("not a backup's status of version 1");
  }

  private static String value(final String line, final String name) {
    if (!line.startsWith(name + " ")) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return line.substring(name.length() + 1);
  }

  private static RetentionClass logNamed(final String name) {
    for (final RetentionClass retention : RetentionClass.values()) {
      if (retention.logName().equals(name)) {
        return retention;
      }
    }
    throw new IllegalArgumentException("there is no log " + name);
  }

  String text() {
    final StringBuilder text = new StringBuilder(FIRST_LINE);
    text.append("\nstate ").append(state);
    text.append("\ntime ").append(timeNs);
    text.append("\nlost ").append(lostRecords);
    text.append("\nfailure ").append(failure).append('\n');
    for (final RetentionClass retention : RetentionClass.values()) {
      final Long records = sent.get(retention);
      if (records != null) {
        text.append("log ").append(retention.logName()).append(' ').append(records).append('\n');
      }
    }
    return text.toString();
  }

  /** Puts it in the place of what was said before; nowhere while there are no logs. */
  void writeTo(final Path audit) throws IOException {
    if (!Files.isDirectory(audit)) {
      return;
    }
    final Path file = audit.resolve(FILE);
    final Path whole = audit.resolve(FILE + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(
        whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(whole, text().getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
