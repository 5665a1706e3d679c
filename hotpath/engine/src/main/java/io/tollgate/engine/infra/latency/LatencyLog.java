package io.tollgate.engine.infra.latency;

import io.tollgate.latency.Timed;
import io.tollgate.latency.TimedHistograms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The intervals of a gate in HdrHistogram's log format, in {@value #CURRENT}: a line for each thing
 * that was timed in an interval, tagged with its name. A new file is begun at each start, at a size
 * and at an age; the one before then carries the time of its end in its name. The newest {@code
 * keep} of those are kept, so {@code (keep + 1) * maxBytes} and one interval is the most that there
 * is on the disk. One thread.
 */
public final class LatencyLog implements AutoCloseable {
  /** The file that is written. */
  public static final String CURRENT = "latency.hlog";

  private static final DateTimeFormatter ENDED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path directory;
  private final Path current;
  private final Limits limits;
  private FileChannel channel;
  private long baseMs;

  /**
   * How much is kept.
   *
   * @param maxBytes of a file, about.
   * @param maxAgeMs of a file, from its first interval to its last.
   * @param keep files beside the one that is written.
   */
  public record Limits(long maxBytes, long maxAgeMs, int keep) {
    /** 8 files of 8 MiB or a day. */
    public static Limits standard() {
      return new Limits(8L << 20, 24L * 3600 * 1000, 7);
    }
  }

  /** A log in a directory, of which nothing is opened before there is something to write. */
  public LatencyLog(final Path directory, final Limits limits) {
    this.directory = directory;
    this.current = directory.resolve(CURRENT);
    this.limits = limits;
  }

  /**
   * Appends an interval; what had no request takes no line.
   *
   * @param interval labelled.
   * @param nowMs epoch ms.
   * @throws IOException where it cannot be written; the file is left off then, and the next
   *     interval begins another.
   */
  void append(final TimedHistograms interval, final long nowMs) throws IOException {
    if (interval.of(Timed.WAIT).getTotalCount() == 0) {
      return;
    }
    try {
      final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      final HistogramLogWriter writer = new HistogramLogWriter(bytes);
      if (channel == null || isFull(nowMs)) {
        begin(interval.of(Timed.WAIT).getStartTimeStamp(), nowMs);
        writer.outputComment("[nanoseconds]");
        writer.outputLogFormatVersion();
        writer.outputStartTime(baseMs);
        writer.outputBaseTime(baseMs);
        writer.outputLegend();
      }
      writer.setBaseTime(baseMs);
      for (final Timed timed : Timed.values()) {
        if (interval.of(timed).getTotalCount() > 0) {
          writer.outputIntervalHistogram(interval.of(timed));
        }
      }
      writer.close();
      write(ByteBuffer.wrap(bytes.toByteArray()));
    } catch (final IOException e) {
      close();
      throw e;
    }
  }

  private boolean isFull(final long nowMs) throws IOException {
    return channel.size() >= limits.maxBytes() || nowMs - baseMs >= limits.maxAgeMs();
  }

  private void begin(final long startMs, final long nowMs) throws IOException {
    close();
    if (Files.exists(current)) {
      final String name = "latency-" + ENDED.format(Instant.ofEpochMilli(nowMs)) + ".hlog";
      Files.move(current, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    final List<Path> ended;
    try (Stream<Path> files = Files.list(directory)) {
      ended = files.filter(file -> isEnded(file.getFileName().toString())).sorted().toList();
    }
    for (int i = 0; i < ended.size() - limits.keep(); i++) {
      Files.deleteIfExists(ended.get(i));
    }
    baseMs = startMs;
    channel = FileChannel.open(current, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static boolean isEnded(final String name) {
    return name.startsWith("latency-") && name.endsWith(".hlog");
  }

  private void write(final ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
