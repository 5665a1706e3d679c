package io.tollgate.bench;

import io.tollgate.bench.machine.Environment;
import io.tollgate.bench.machine.MachineUse;
import io.tollgate.bench.machine.NoiseCheck;
import io.tollgate.bench.report.MeasuredSection;
import io.tollgate.bench.report.Report;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Settings;
import io.tollgate.bench.result.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** One run: the machine first, then each measurement in a JVM of its own. */
final class BenchRun {
  private static final Path TMPFS = Path.of("/dev/shm");
  private static final double NANOS_IN_A_SECOND = 1e9;

  private final Suite suite;
  private final Set<String> only;
  private final boolean quick;
  private final Path directory;
  private final PrintWriter told;
  private final long startedNs = System.nanoTime();

  /**
   * @param only the rows to keep; empty for all.
   * @param directory where the results go; it exists.
   * @param told hears of progress.
   */
  BenchRun(
      final Suite suite,
      final Set<String> only,
      final boolean quick,
      final Path directory,
      final PrintWriter told) {
    this.suite = suite;
    this.only = Set.copyOf(only);
    this.quick = quick;
    this.directory = directory;
    this.told = told;
  }

  Report run(final List<Measurement> measurements) throws IOException, InterruptedException {
    final String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    final Environment environment = Environment.read(directory);
    final MeasuredSection noise = measured(new NoiseCheck());
    final List<MeasuredSection> sections = new ArrayList<>();
    for (final Measurement measurement : measurements) {
      final MeasuredSection measured = measured(measurement);
      sections.add(only.contains(measurement.id()) ? measured : selected(measured));
    }
    return new Report(suite.title(), startedAt, quick, environment, noise, sections);
  }

  private MeasuredSection measured(final Measurement measurement)
      throws IOException, InterruptedException {
    final Path scratch =
        Files.createTempDirectory(
            Files.isWritable(TMPFS) ? TMPFS : directory, "tollgate-bench-" + measurement.id());
    try {
      tell(measurement.id());
      final Progress progress = text -> tell(measurement.id() + ": " + text);
      final Settings settings = new Settings(quick, directory, scratch);
      final MachineUse.Watch watch = new MachineUse.Watch();
      final Section section = section(measurement, settings, progress);
      return new MeasuredSection(measurement.id(), watch.use(), section);
    } finally {
      delete(scratch);
    }
  }

  private Section section(
      final Measurement measurement, final Settings settings, final Progress progress)
      throws InterruptedException {
    try {
      return new MeasurementProcess(suite, settings, progress).run(measurement);
    } catch (final IOException e) {
      progress.step("failed, see " + measurement.id() + ".log: " + e.getMessage());
      return failed(measurement, e.getMessage());
    }
  }

  /** What could not be measured has not met its bar. */
  private static Section failed(final Measurement measurement, final String why) {
    final List<String> rows =
        measurement.rowIds().isEmpty() ? List.of(measurement.id()) : measurement.rowIds();
    return new Section(
        measurement.id(),
        "This measurement failed.",
        rows.stream()
            .map(id -> new Row(id, "could not be measured", "", "", "", "", Verdict.MISSED, why))
            .toList(),
        List.of(),
        List.of());
  }

  private MeasuredSection selected(final MeasuredSection measured) {
    if (only.isEmpty()) {
      return measured;
    }
    final Section all = measured.section();
    final List<Row> rows = all.rows().stream().filter(row -> only.contains(row.id())).toList();
    return new MeasuredSection(
        measured.id(),
        measured.use(),
        new Section(all.title(), all.method(), rows, all.plots(), all.notes()));
  }

  private void tell(final String text) {
    told.printf(
        Locale.ROOT, "%5.0f s  %s%n", (System.nanoTime() - startedNs) / NANOS_IN_A_SECOND, text);
    told.flush();
  }

  private static void delete(final Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
