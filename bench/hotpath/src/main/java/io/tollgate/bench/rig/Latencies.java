package io.tollgate.bench.rig;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Times from intended send to answer, in ns, a histogram a second. One thread; allocates nothing
 * after construction until it writes.
 */
final class Latencies {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long SECOND_MS = TimeUnit.SECONDS.toMillis(1);
  private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);
  private static final int DIGITS = 3;
  private static final int MORE_SECONDS = 6;

  private final Histogram[] seconds;
  private Histogram current;
  private int second;
  private long secondEndsNs;
  private long startedAtMs;

  /** For a run of so many seconds. */
  Latencies(final int seconds) {
    this.seconds = new Histogram[seconds + MORE_SECONDS];
    for (int i = 0; i < this.seconds.length; i++) {
      this.seconds[i] = new Histogram(1, HIGHEST_NS, DIGITS);
    }
  }

  /** A run begins; what was there is forgotten. */
  void start(final long nowNs) {
    for (final Histogram histogram : seconds) {
      histogram.reset();
    }
    second = 0;
    current = seconds[0];
    secondEndsNs = nowNs + SECOND_NS;
    startedAtMs = System.currentTimeMillis();
  }

  /** Takes one, by the moment at which its answer came. */
  void record(final long intendedNs, final long nowNs) {
    while (nowNs - secondEndsNs >= 0 && second < seconds.length - 1) {
      second++;
      current = seconds[second];
      secondEndsNs += SECOND_NS;
    }
    current.recordValue(Math.min(HIGHEST_NS, Math.max(0, nowNs - intendedNs)));
  }

  /** Writes them in HdrHistogram's log format, an interval a second. */
  void write(final Path file) throws IOException {
    try (PrintStream stream =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      final HistogramLogWriter writer = new HistogramLogWriter(stream);
      writer.outputLogFormatVersion();
      writer.outputStartTime(startedAtMs);
      writer.setBaseTime(startedAtMs);
      writer.outputLegend();
      for (int i = 0; i < seconds.length; i++) {
        final Histogram histogram = seconds[i];
        if (histogram.getTotalCount() > 0) {
          histogram.setStartTimeStamp(startedAtMs + i * SECOND_MS);
          histogram.setEndTimeStamp(startedAtMs + (i + 1) * SECOND_MS);
          writer.outputIntervalHistogram(histogram);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote, an interval after the other. */
  static void read(final Path file, final Consumer<Histogram> intervals) throws IOException {
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      EncodableHistogram next = reader.nextIntervalHistogram();
      while (next != null) {
        intervals.accept((Histogram) next);
        next = reader.nextIntervalHistogram();
      }
    }
  }
}
