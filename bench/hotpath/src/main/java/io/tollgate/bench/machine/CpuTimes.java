package io.tollgate.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What the kernel has counted so far, in its ticks; only differences mean anything.
 *
 * @param total all time of all cores.
 * @param idle time in which a core had nothing to do.
 * @param steal time in which a core had something to do and the hypervisor ran somebody else.
 * @param own time spent by this process and those of its children that have ended.
 */
record CpuTimes(long total, long idle, long steal, long own) {
  private static final Path MACHINE = Path.of("/proc/stat");
  private static final Path PROCESS = Path.of("/proc/self/stat");
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;
  private static final int COUNTED_ONCE = 8; // guest time is part of user time already
  private static final int FIRST_OWN = 10; // after the name: user, system, children's user, system
  private static final int AFTER_OWN = 14;

  /** Reads them now; all zero where there is no /proc. */
  static CpuTimes now() {
    try {
      return parse(Files.readAllLines(MACHINE), Files.readString(PROCESS));
    } catch (final IOException noSuchFile) {
      return new CpuTimes(0, 0, 0, 0);
    }
  }

  static CpuTimes parse(final List<String> machine, final String process) {
    final long[] cores = numbers(machine.get(0).substring("cpu".length()));
    final long[] self = numbers(process.substring(process.lastIndexOf(')') + " X ".length()));
    return new CpuTimes(
        Arrays.stream(cores).limit(COUNTED_ONCE).sum(),
        cores[IDLE] + cores[IO_WAIT],
        cores[STEAL],
        Arrays.stream(self, FIRST_OWN, AFTER_OWN).sum());
  }

  private static long[] numbers(final String text) {
    return Arrays.stream(text.trim().split("\\s+", -1))
        .limit(AFTER_OWN)
        .mapToLong(Long::parseLong)
        .toArray();
  }
}
