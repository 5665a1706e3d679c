package io.tollgate.bench;

import io.tollgate.bench.report.SectionJson;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Settings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs one measurement in a JVM of its own, where no other has trained the compiler or filled the
 * heap. The child's progress is passed on; all else it prints goes to {@code ID.log} in the
 * results' directory. A measurement that takes longer than {@link #LIMIT} is ended.
 */
final class MeasurementProcess {
  static final Duration LIMIT = Duration.ofMinutes(20);

  /** Begins a line that tells of progress; nothing else begins so. */
  static final String STEP = "@step ";

  private final Suite suite;
  private final Settings settings;
  private final Progress progress;

  MeasurementProcess(final Suite suite, final Settings settings, final Progress progress) {
    this.suite = suite;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws IOException if the child failed or took too long; the message tells the last it said.
   */
  Section run(final Measurement measurement) throws IOException, InterruptedException {
    final Path answer = settings.scratchDirectory().resolve("section.json");
    final List<String> args = new ArrayList<>(List.of(MeasureCommand.NAME, measurement.id()));
    args.addAll(List.of("--results", settings.resultsDirectory().toString()));
    args.addAll(List.of("--scratch", settings.scratchDirectory().toString()));
    args.addAll(List.of("--answer", answer.toString()));
    if (settings.quick()) {
      args.add("--quick");
    }
    final Process process =
        ChildJvm.of(List.of(), suite.main(), args).redirectErrorStream(true).start();
    final Thread onExit = new Thread(() -> endTree(process), "end-" + measurement.id());
    Runtime.getRuntime().addShutdownHook(onExit);
    try {
      final String lastSaid = listen(process, measurement.id());
      if (process.exitValue() != 0 || !Files.exists(answer)) {
        throw new IOException("ended with status " + process.exitValue() + ": " + lastSaid);
      }
      return SectionJson.read(answer);
    } finally {
      endTree(process);
      Runtime.getRuntime().removeShutdownHook(onExit);
    }
  }

  private String listen(final Process process, final String id)
      throws IOException, InterruptedException {
    String lastSaid = "nothing was said";
    final CompletableFuture<Process> tooLate =
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS);
    tooLate.exceptionally(
        timeout -> {
          endTree(process);
          return process;
        });
    try (BufferedReader lines = process.inputReader();
        BufferedWriter log =
            Files.newBufferedWriter(settings.resultsDirectory().resolve(id + ".log"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(STEP)) {
          progress.step(line.substring(STEP.length()));
        } else {
          log.write(line);
          log.newLine();
          lastSaid = line.isBlank() ? lastSaid : line;
        }
      }
    }
    process.waitFor();
    return lastSaid;
  }

  private static void endTree(final Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
