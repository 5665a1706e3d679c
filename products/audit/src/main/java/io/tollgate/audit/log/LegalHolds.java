package io.tollgate.audit.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Times whose records of one log may not be pruned, whatever their age. Placing and lifting a hold
 * are records of that log. For the log's thread.
 */
public final class LegalHolds {
  /** Most holds on a log. */
  public static final int MAX_HOLDS = 1000;

  private static final String FILE = "holds";

  private final AuditLog log;
  private final Path file;
  private final List<Hold> holds = new ArrayList<>();

  /**
   * One hold.
   *
   * @param name of it.
   * @param fromNs the first time it covers, epoch nanoseconds UTC.
   * @param toNs the last time it covers.
   */
  public record Hold(String name, long fromNs, long toNs) {}

  /** The holds on a log. */
  public LegalHolds(final AuditLog log) {
    this.log = log;
    file = log.files().directory().resolve(FILE);
    holds.addAll(read(file));
  }

  /**
   * The holds on the log in a directory, by the time they were placed. Any thread, any process.
   *
   * @throws AuditLogException where they cannot be read.
   */
  public static List<Hold> in(final Path directory) {
    return read(directory.resolve(FILE));
  }

  private static List<Hold> read(final Path file) {
    final List<Hold> holds = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        for (final String line : Files.readAllLines(file)) {
          final String[] parts = line.split(" ", -1);
          holds.add(new Hold(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        }
      }
    } catch (final IOException | IndexOutOfBoundsException | NumberFormatException e) {
      throw new AuditLogException("the legal holds in " + file + " cannot be read", e);
    }
    return holds;
  }

  /** Whether a hold of a name can be placed: there is none of it, and not as many as may be. */
  public boolean hasRoomFor(final String name) {
    return holds.size() < MAX_HOLDS && holds.stream().noneMatch(hold -> hold.name().equals(name));
  }

  /**
   * Places a hold.
   *
   * @param name letters, digits, dots, dashes and underlines, at most 64.
   * @param fromNs first time it covers, epoch nanoseconds UTC.
   * @param toNs last time it covers.
   */
  public void place(final String name, final long fromNs, final long toNs, final Instant now) {
    if (!name.matches("[A-Za-z0-9._-]{1,64}") || toNs < fromNs || !hasRoomFor(name)) {
      throw new IllegalArgumentException("hold " + name + " is there already, or is none");
    }
    // The hold is in force before its record is: nothing may go in between.
    holds.add(new Hold(name, fromNs, toNs));
    write();
    tell("audit.hold-placed", "place", name, fromNs, toNs, now);
  }

  /** Lifts a hold; false where there is none of that name. */
  public boolean lift(final String name, final Instant now) {
    for (final Hold hold : holds) {
      if (hold.name().equals(name)) {
        tell("audit.hold-lifted", "lift", name, hold.fromNs(), hold.toNs(), now);
        holds.remove(hold);
        write();
        return true;
      }
    }
    return false;
  }

  boolean covers(final long firstTimeNs, final long lastTimeNs) {
    return holds.stream()
        .anyMatch(hold -> firstTimeNs <= hold.toNs() && lastTimeNs >= hold.fromNs());
  }

  private void tell(
      final String eventType,
      final String action,
      final String name,
      final long fromNs,
      final long toNs,
      final Instant now) {
    log.tell(
        eventType,
        action,
        name,
        "{\"from_ns\":" + fromNs + ",\"to_ns\":" + toNs + "}",
        Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L) + now.getNano());
  }

  private void write() {
    try {
      final String lines =
          holds.stream()
              .map(hold -> hold.name() + " " + hold.fromNs() + " " + hold.toNs() + "\n")
              .collect(Collectors.joining());
      LogFiles.replace(file, lines.getBytes(StandardCharsets.US_ASCII), true);
      log.files().forceDirectory();
    } catch (final IOException e) {
      throw new AuditLogException("the legal holds in " + file + " cannot be written", e);
    }
  }
}
