package io.tollgate.engine.infra.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.support.ManualClock;
import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.Timed;
import io.tollgate.latency.TimedHistograms;
import io.tollgate.sbe.gate.CheckDecoder;
import io.tollgate.sbe.gate.ConsumeDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, one thread in the roles of both, in the test's own time. */
class LatencyReporterTest {
  private static final long INTERVAL_NS = 10_000_000_000L;
  private static final long DAY_NS = 24L * 3600 * 1_000_000_000;

  @TempDir private Path directory;

  private final CycleLatency latency = new CycleLatency();
  private final List<Throwable> errors = new ArrayList<>();
  private final ManualClock clock = new ManualClock();
  private long startMs;
  private LatencyReporter reporter;

  @BeforeEach
  void begin() {
    startMs = clock.time();
    reporter = reporter(LatencyLog.Limits.standard());
  }

  private LatencyReporter reporter(final LatencyLog.Limits limits) {
    return new LatencyReporter(
        latency,
        new LatencyLog(directory, limits),
        snapshotFile(),
        INTERVAL_NS,
        clock,
        clock,
        errors::add);
  }

  private Path snapshotFile() {
    return directory.resolve("snapshot");
  }

  /** An interval in which so many checks took so long each. */
  private void interval(final int checks, final long timeNs) {
    checks(checks, timeNs);
    clock.pass(INTERVAL_NS);
    reporter.doWork();
    latency.cycle(0);
    reporter.doWork();
  }

  private void checks(final int count, final long timeNs) {
    for (int i = 0; i < count; i++) {
      latency.cycle(0);
      latency.decided(CheckDecoder.TEMPLATE_ID);
      latency.cycle(timeNs);
    }
  }

  private LatencySnapshot snapshot() throws IOException {
    return LatencySnapshot.read(snapshotFile()).orElseThrow();
  }

  private static List<Histogram> read(final Path file) throws IOException {
    final List<Histogram> all = new ArrayList<>();
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      for (EncodableHistogram next = reader.nextIntervalHistogram();
          next != null;
          next = reader.nextIntervalHistogram()) {
        all.add((Histogram) next);
      }
    }
    return all;
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".hlog")).sorted().toList();
    }
  }

  @Test
  void shouldShowOthersTheLastIntervalAndAllSinceTheStart() throws IOException {
    interval(3, 500);
    interval(2, 900);

    final LatencySnapshot snapshot = snapshot();
    final Histogram last = snapshot.interval().of(Timed.CHECK);
    assertThat(last.getTotalCount()).isEqualTo(2);
    assertThat(last.valuesAreEquivalent(last.getMinValue(), 900)).isTrue();
    assertThat(snapshot.total().of(Timed.CHECK).getTotalCount()).isEqualTo(5);
    assertThat(snapshot.total().of(Timed.WAIT).getTotalCount()).isEqualTo(5);
    assertThat(snapshot.total().of(Timed.CONSUME).getTotalCount()).isZero();
    assertThat(snapshot.startedAt()).isEqualTo(Instant.ofEpochMilli(startMs));
    assertThat(snapshot.intervalStart()).isEqualTo(Instant.ofEpochMilli(startMs + 10_000));
    assertThat(snapshot.intervalEnd()).isEqualTo(Instant.ofEpochMilli(startMs + 20_000));
  }

  @Test
  void shouldForgetNothingOfAnIntervalThatTheEngineWasTooBusyToEnd() throws IOException {
    checks(4, 100);
    clock.pass(INTERVAL_NS);
    reporter.doWork();
    reporter.doWork();
    assertThat(snapshotFile()).doesNotExist();

    clock.pass(5 * INTERVAL_NS);
    checks(1, 100);
    reporter.doWork();
    assertThat(snapshot().interval().of(Timed.CHECK).getTotalCount()).isEqualTo(4);

    reporter.doWork();
    latency.cycle(0);
    reporter.doWork();
    assertThat(snapshot().interval().of(Timed.CHECK).getTotalCount()).isEqualTo(1);
    assertThat(snapshot().total().of(Timed.CHECK).getTotalCount()).isEqualTo(5);
  }

  @Test
  void shouldWriteLogThatHdrHistogramReads() throws IOException {
    interval(3, 500);
    interval(0, 0);
    latency.cycle(0);
    latency.decided(ConsumeDecoder.TEMPLATE_ID);
    interval(1, 700);

    final List<Histogram> all = read(directory.resolve(LatencyLog.CURRENT));
    assertThat(all)
        .extracting(Histogram::getTag)
        .containsExactly("check", "wait", "check", "consume", "wait");
    assertThat(all.get(0).getTotalCount()).isEqualTo(3);
    assertThat(all.get(0).getStartTimeStamp()).isEqualTo(startMs);
    assertThat(all.get(2).getStartTimeStamp()).isEqualTo(startMs + 20_000);
    assertThat(all.get(2).getEndTimeStamp()).isEqualTo(startMs + 30_000);
    assertThat(all.get(2).valuesAreEquivalent(all.get(2).getMaxValue(), 700)).isTrue();
  }

  @Test
  void shouldReportTheRestWhenItIsClosed() throws IOException {
    interval(3, 500);
    checks(2, 500);
    clock.pass(INTERVAL_NS);
    reporter.doWork();
    latency.cycle(0);
    checks(1, 500);
    reporter.close();

    final long inLog =
        read(directory.resolve(LatencyLog.CURRENT)).stream()
            .filter(histogram -> histogram.getTag().equals(Timed.CHECK.id()))
            .mapToLong(Histogram::getTotalCount)
            .sum();
    assertThat(inLog).isEqualTo(6);
    assertThat(snapshotFile()).doesNotExist();
  }

  @Test
  void shouldBeginAnotherFileAtSizeAndKeepFew() throws IOException {
    reporter = reporter(new LatencyLog.Limits(1, Long.MAX_VALUE, 3));
    for (int i = 1; i <= 10; i++) {
      interval(i, 500);
    }

    assertThat(logs()).hasSize(4);
    assertThat(read(directory.resolve(LatencyLog.CURRENT)).get(0).getTotalCount()).isEqualTo(10);
    assertThat(read(logs().get(0)).get(0).getTotalCount()).isEqualTo(7);
  }

  @Test
  void shouldBeginAnotherFileAtAgeAndAtStart() throws IOException {
    interval(1, 500);
    interval(1, 500);
    assertThat(logs()).hasSize(1);
    clock.pass(DAY_NS);
    interval(1, 500);
    assertThat(logs()).hasSize(2);

    reporter = reporter(LatencyLog.Limits.standard());
    interval(1, 500);
    assertThat(logs()).hasSize(3);
  }

  @Test
  void shouldGoOnWhereFilesCannotBeWritten() throws IOException {
    final Path gone = directory.resolve("gone");
    reporter =
        new LatencyReporter(
            latency,
            new LatencyLog(gone, LatencyLog.Limits.standard()),
            snapshotFile(),
            INTERVAL_NS,
            clock,
            clock,
            errors::add);
    interval(3, 500);
    assertThat(errors).hasSize(1);

    Files.createDirectory(gone);
    interval(2, 500);
    assertThat(errors).hasSize(1);
    final TimedHistograms total = snapshot().total();
    assertThat(total.of(Timed.CHECK).getTotalCount()).isEqualTo(5);
    assertThat(read(gone.resolve(LatencyLog.CURRENT))).hasSize(2);
  }
}
