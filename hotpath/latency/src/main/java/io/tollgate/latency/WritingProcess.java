package io.tollgate.latency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that wrote a file. Its start tells it from a later process of the same id; it is
 * counted in clock ticks since the machine's boot, so that a clock that is put right changes
 * nothing.
 *
 * @param pid its id.
 * @param startTicks its start, or {@value #UNKNOWN} where the system does not say.
 */
record WritingProcess(long pid, long startTicks) {
  private static final long UNKNOWN = -1;

  /** The 22nd field of a process's stat, of those that follow the name in brackets. */
  private static final int START_FIELD = 22 - 3;

  private static final Pattern MARK = Pattern.compile("#\\[process (\\d+) since (-?\\d+)\\]\n");

  static WritingProcess current() {
    return of(ProcessHandle.current().pid());
  }

  private static WritingProcess of(final long pid) {
    return new WritingProcess(pid, startTicksOf(pid));
  }

  private static long startTicksOf(final long pid) {
    try {
      final String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[START_FIELD]);
    } catch (final IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  /** Whether it still runs. */
  boolean isAlive() {
    return ProcessHandle.of(pid).isPresent() && of(pid).startTicks == startTicks;
  }

  /** A comment line that says which it is, without what begins and ends the line. */
  String mark() {
    return "[process " + pid + " since " + startTicks + "]";
  }

  /** The one that a file's text has the mark of; empty where there is no mark. */
  static Optional<WritingProcess> in(final String text) {
    final Matcher mark = MARK.matcher(text);
    return mark.find()
        ? Optional.of(
            new WritingProcess(Long.parseLong(mark.group(1)), Long.parseLong(mark.group(2))))
        : Optional.empty();
  }
}
