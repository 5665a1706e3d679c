package io.tollgate.latency;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The newest interval of a running engine and all intervals since it started, in a small file that
 * is replaced whole once an interval, so that any process can read it without asking the engine. In
 * HdrHistogram's log format; the sums since the start have {@value #TOTAL} behind their tag. A
 * comment says which process wrote it: what an engine left that was killed is not read.
 *
 * @param interval the newest one that is complete, labelled.
 * @param total all intervals since the start, up to and with that one; labelled with {@link
 *     #TOTAL}.
 */
public record LatencySnapshot(TimedHistograms interval, TimedHistograms total) {
  /** Behind the names of the sums since the start. */
  public static final String TOTAL = ":total";

  /** The file of the gate that has a data directory. */
  public static Path fileIn(final Path dataDirectory) {
    return dataDirectory.resolve("run").resolve("latency.hlog");
  }

  /** When the engine began to time. */
  public Instant startedAt() {
    return Instant.ofEpochMilli(total.of(Timed.WAIT).getStartTimeStamp());
  }

  /** When the interval began. */
  public Instant intervalStart() {
    return Instant.ofEpochMilli(interval.of(Timed.WAIT).getStartTimeStamp());
  }

  /** When the interval ended. */
  public Instant intervalEnd() {
    return Instant.ofEpochMilli(interval.of(Timed.WAIT).getEndTimeStamp());
  }

  /**
   * Replaces a file.
   *
   * @param file that is read whole: the old content, or the new one.
   * @throws IOException where it cannot be written.
   */
  public void write(final Path file) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final HistogramLogWriter writer = new HistogramLogWriter(bytes);
    writer.outputComment(WritingProcess.current().mark());
    writer.outputLogFormatVersion();
    for (final Timed timed : Timed.values()) {
      writer.outputIntervalHistogram(interval.of(timed));
      writer.outputIntervalHistogram(total.of(timed));
    }
    writer.close();
    final Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.write(draft, bytes.toByteArray());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a file.
   *
   * @return empty where there is no such file, or the process that wrote it has ended.
   * @throws IOException where it cannot be read, or holds something else.
   */
  public static Optional<LatencySnapshot> read(final Path file) throws IOException {
    final LatencySnapshot snapshot =
        new LatencySnapshot(new TimedHistograms(), new TimedHistograms());
    final String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (final NoSuchFileException notThere) {
      return Optional.empty();
    }
    final WritingProcess writer = WritingProcess.in(text).orElseThrow(() -> notOfThisVersion(file));
    if (!writer.isAlive()) {
      return Optional.empty();
    }
    try (HistogramLogReader reader =
        new HistogramLogReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))) {
      int missing = 2 * Timed.values().length;
      for (EncodableHistogram next = reader.nextIntervalHistogram();
          next != null;
          next = reader.nextIntervalHistogram()) {
        snapshot.take((Histogram) next);
        missing--;
      }
      if (missing != 0) {
        throw notOfThisVersion(file);
      }
      return Optional.of(snapshot);
    } catch (final RuntimeException e) {
      throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static IOException notOfThisVersion(final Path file) {
    return new IOException(file + " holds no latencies of this version");
  }

  private void take(final Histogram from) {
    final String tag = from.getTag();
    final boolean isTotal = tag.endsWith(TOTAL);
    final String id = isTotal ? tag.substring(0, tag.length() - TOTAL.length()) : tag;
    for (final Timed timed : Timed.values()) {
      if (timed.id().equals(id)) {
        final Histogram into = (isTotal ? total : interval).of(timed);
        into.add(from);
        into.setStartTimeStamp(from.getStartTimeStamp());
        into.setEndTimeStamp(from.getEndTimeStamp());
        return;
      }
    }
    throw new IllegalArgumentException("what is " + tag + "?");
  }
}
