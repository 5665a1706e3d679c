package io.tollgate.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramFilesTest {
  @TempDir private Path directory;

  @Test
  void shouldLogEachIntervalForTheReaderOfSuchLogs() throws IOException {
    try (HistogramFiles files = new HistogramFiles(directory, "open")) {
      files.interval(histogram(1_000, 100));
      files.interval(histogram(2_000, 50));
    }

    final HistogramLogReader reader =
        new HistogramLogReader(directory.resolve("open.hlog").toFile());
    final EncodableHistogram first = reader.nextIntervalHistogram();
    final EncodableHistogram second = reader.nextIntervalHistogram();
    assertThat(((Histogram) first).getTotalCount()).isEqualTo(100);
    assertThat(((Histogram) second).getMaxValue()).isBetween(2_000L, 2_001L);
    assertThat(reader.nextIntervalHistogram()).isNull();
  }

  @Test
  void shouldSumUpAllIntervalsInThePercentiles() throws IOException {
    try (HistogramFiles files = new HistogramFiles(directory, "open")) {
      files.interval(histogram(1_000, 100));
      files.interval(histogram(2_000, 50));
      assertThat(files.total().getTotalCount()).isEqualTo(150);
    }

    assertThat(Files.readString(directory.resolve("open.hgrm")))
        .contains("Total count    =          150")
        .containsPattern("#\\[Max +=  +2000");
  }

  @Test
  void shouldWriteOneHistogramAsBothFiles() throws IOException {
    HistogramFiles.write(directory, "verify-1", histogram(140, 1));

    assertThat(directory.resolve("verify-1.hgrm")).exists();
    assertThat(directory.resolve("verify-1.hlog")).exists();
  }

  private static Histogram histogram(final long value, final int count) {
    final Histogram histogram = new Histogram(3);
    histogram.setStartTimeStamp(1_000);
    histogram.setEndTimeStamp(2_000);
    histogram.recordValueWithCount(value, count);
    return histogram;
  }
}
