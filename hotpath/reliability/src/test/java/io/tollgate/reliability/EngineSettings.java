package io.tollgate.reliability;

import io.tollgate.engine.EngineContext;
import io.tollgate.engine.domain.state.Capacities;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;

/**
 * What differs between the engines of these tests. Their journals are cut into files every second.
 *
 * @param data directory.
 * @param minFreeBytes that the disk must have.
 * @param stallTimeoutMs after which a client that does not read is closed.
 * @param clockFile that holds by how many milliseconds the wall clock is off; may be missing.
 */
record EngineSettings(Path data, long minFreeBytes, long stallTimeoutMs, Path clockFile) {
  /**
   * Ids for 60 s at 17,000 a second. The ring of ids goes through all its memory before it uses any
   * again: with the 4,000 a second of {@link SoakIT}, within the warm-up of a ten-minute run.
   */
  private static final Capacities CAPACITIES =
      new Capacities(1 << 8, 1 << 6, 1 << 10, 1 << 8, 1 << 6, 1 << 18, 1 << 20, 1 << 8);

  /** Nothing special. */
  EngineSettings(final Path data) {
    this(data, 256L << 20, 5_000, data.resolve("no-clock"));
  }

  EngineSettings withMinFreeBytes(final long value) {
    return new EngineSettings(data, value, stallTimeoutMs, clockFile);
  }

  EngineSettings withStallTimeoutMs(final long value) {
    return new EngineSettings(data, minFreeBytes, value, clockFile);
  }

  EngineSettings withClockFile(final Path value) {
    return new EngineSettings(data, minFreeBytes, stallTimeoutMs, value);
  }

  String[] toArguments(final String warmUp) {
    return new String[] {
      warmUp,
      data.toString(),
      Long.toString(minFreeBytes),
      Long.toString(stallTimeoutMs),
      clockFile.toString()
    };
  }

  static EngineSettings ofArguments(final String[] arguments, final int first) {
    return new EngineSettings(
        Path.of(arguments[first]),
        Long.parseLong(arguments[first + 1]),
        Long.parseLong(arguments[first + 2]),
        Path.of(arguments[first + 3]));
  }

  EngineContext toContext() {
    return new EngineContext()
        .dataDirectory(data)
        .capacities(CAPACITIES)
        .rollCycle(TestRollCycles.TEST_SECONDLY)
        .minFreeBytes(minFreeBytes)
        .stallTimeoutNs(TimeUnit.MILLISECONDS.toNanos(stallTimeoutMs))
        .epochClock(new SteppedClock(clockFile));
  }
}
