package io.tollgate.ops.command;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times and durations as people write them. */
public final class Moments {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");

  private Moments() {}

  /**
   * Reads a duration.
   *
   * @param text as in 90s, 30m, 24h, 7d
   */
  static Duration duration(final String text) {
    final Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw CliException.usage("a duration looks like 90s, 30m, 24h or 7d, not " + text);
    }
    final ChronoUnit unit =
        switch (matcher.group(2)) {
          case "s" -> ChronoUnit.SECONDS;
          case "m" -> ChronoUnit.MINUTES;
          case "h" -> ChronoUnit.HOURS;
          default -> ChronoUnit.DAYS;
        };
    return Duration.of(Long.parseLong(matcher.group(1)), unit);
  }

  /**
   * A time to come, in whole seconds.
   *
   * @param text a duration from now, or an RFC 3339 time
   */
  static Instant ahead(final String text) {
    final Instant time =
        DURATION.matcher(text).matches() ? Instant.now().plus(duration(text)) : time(text);
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * A time gone by.
   *
   * @param text a duration before now, or an RFC 3339 time; null stays null
   */
  public static Instant ago(final String text) {
    if (text == null) {
      return null;
    }
    return DURATION.matcher(text).matches() ? Instant.now().minus(duration(text)) : time(text);
  }

  private static Instant time(final String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (final DateTimeParseException e) {
      throw new CliException(
          ExitCode.USAGE, "a time looks like 2026-11-23T09:27:00Z, 30m, 24h or 7d, not " + text, e);
    }
  }
}
