package io.tollgate.bench.result;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * One latency as the files that HdrHistogram's own tools read: {@code NAME.hlog} with one histogram
 * an interval, and {@code NAME.hgrm} with the percentiles of all, which is written at the end. Not
 * thread safe.
 */
public final class HistogramFiles implements AutoCloseable {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double AS_RECORDED = 1.0;

  private final Path percentilesFile;
  private final PrintStream log;
  private final HistogramLogWriter logWriter;
  private final Histogram total = new Histogram(SIGNIFICANT_DIGITS);

  /**
   * Begins the log.
   *
   * @param directory where both files go.
   * @param name the files' name without its ending.
   * @throws IOException if the log cannot be written.
   */
  public HistogramFiles(final Path directory, final String name) throws IOException {
    percentilesFile = directory.resolve(name + ".hgrm");
    log = text(directory.resolve(name + ".hlog"));
    logWriter = new HistogramLogWriter(log);
    logWriter.outputComment("[" + name + ", values in nanoseconds]");
    logWriter.outputLogFormatVersion();
    logWriter.outputStartTime(System.currentTimeMillis());
    logWriter.outputLegend();
  }

  /**
   * Writes both files for a latency that was measured in one piece.
   *
   * @param directory where both files go.
   * @param name the files' name without its ending.
   * @param histogram the values in nanoseconds, with its start and end time set where they are
   *     known.
   * @throws IOException if a file cannot be written.
   */
  public static void write(final Path directory, final String name, final Histogram histogram)
      throws IOException {
    try (HistogramFiles files = new HistogramFiles(directory, name)) {
      files.interval(histogram);
    }
  }

  /**
   * Adds an interval to the log.
   *
   * @param histogram the interval's values in nanoseconds, with its start and end time set; it is
   *     only read.
   */
  public void interval(final Histogram histogram) {
    logWriter.outputIntervalHistogram(histogram);
    total.add(histogram);
  }

  /**
   * All intervals so far, together.
   *
   * @return a copy.
   */
  public Histogram total() {
    return total.copy();
  }

  /** Ends the log and writes the percentiles. */
  @Override
  public void close() throws IOException {
    log.close();
    try (PrintStream percentiles = text(percentilesFile)) {
      total.outputPercentileDistribution(percentiles, AS_RECORDED);
      if (percentiles.checkError() || log.checkError()) {
        throw new IOException("cannot write " + percentilesFile + " or its .hlog");
      }
    }
  }

  private static PrintStream text(final Path file) throws IOException {
    final OutputStream out = Files.newOutputStream(file);
    return new PrintStream(out, false, StandardCharsets.UTF_8);
  }
}
