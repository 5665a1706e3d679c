package io.tollgate.ops.latency;

import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.plot.Curve;
import io.tollgate.latency.plot.SvgPlot;
import io.tollgate.latency.plot.TextPlot;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.command.OutputOptions;
import io.tollgate.ops.config.ConfigurationLoader;
import io.tollgate.ops.config.GateHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the engine on this machine times, from the file that it replaces once an interval. */
@Command(
    name = "latency",
    description = "Show how long the running engine takes, per operation (exit 5: nothing yet)")
public final class LatencyCommand implements Runnable {
  private static final long PAUSE_MS = 200;
  private static final int COLUMNS = 72;
  private static final int ROWS = 16;

  @Mixin private OutputOptions output;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory of the gate (TOLLGATE_DATA; default ~/.tollgate)")
  private Path data;

  @Option(
      names = {"-w", "--watch"},
      description = "Go on with each interval until interrupted")
  private boolean watch;

  @Option(
      names = "--plot",
      description = "Draw the percentiles; of the last interval, if it had any")
  private boolean plot;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "With --plot: draw into this file instead, a page (.html) or a picture (.svg)")
  private Path out;

  @Override
  public void run() {
    if (out != null && (!plot || watch || !out.toString().matches(".*\\.(svg|html)"))) {
      throw CliException.usage(
          "--out FILE.svg or FILE.html goes with --plot, and not with --watch");
    }
    final Path file = LatencySnapshot.fileIn(home().root());
    LatencySnapshot snapshot = read(file).orElseThrow(LatencyCommand::nothingYet);
    show(snapshot);
    while (watch) {
      snapshot = next(file, snapshot.intervalEnd());
      show(snapshot);
    }
  }

  private GateHome home() {
    return new ConfigurationLoader(System.getenv())
        .load(null, data == null ? Map.of() : Map.of("data", data.toString()))
        .home();
  }

  private static CliException nothingYet() {
    return new CliException(
        ExitCode.UNAVAILABLE,
        "no engine is up, or its first interval is not over (latency.interval.seconds)");
  }

  private static Optional<LatencySnapshot> read(final Path file) {
    try {
      return LatencySnapshot.read(file);
    } catch (final IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Waits for an interval that ended later; ends where the engine does. */
  private static LatencySnapshot next(final Path file, final Instant seen) {
    while (true) {
      try {
        Thread.sleep(PAUSE_MS);
      } catch (final InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CliException(ExitCode.FAILURE, "interrupted", e);
      }
      final LatencySnapshot snapshot = read(file).orElseThrow(LatencyCommand::nothingYet);
      if (snapshot.intervalEnd().isAfter(seen)) {
        return snapshot;
      }
    }
  }

  private void show(final LatencySnapshot snapshot) {
    final LatencyText text = new LatencyText(snapshot);
    if (out != null) {
      write(snapshot);
    }
    output.print(
        text.json(),
        () ->
            out != null
                ? "drawn into " + out
                : plot ? text.render() + "\n" + plot(snapshot) : text.render());
  }

  private static String plot(final LatencySnapshot snapshot) {
    final List<Curve> curves = curves(snapshot);
    return curves.isEmpty() ? "no request yet\n" : new TextPlot(COLUMNS, ROWS).draw(curves);
  }

  private static List<Curve> curves(final LatencySnapshot snapshot) {
    final List<Curve> interval = LatencyText.curves(snapshot.interval());
    return interval.isEmpty() ? LatencyText.curves(snapshot.total()) : interval;
  }

  private void write(final LatencySnapshot snapshot) {
    final String content;
    if (out.toString().endsWith(".html")) {
      content = LatencyPage.of(snapshot);
    } else {
      final List<Curve> curves = curves(snapshot);
      if (curves.isEmpty()) {
        throw new CliException(ExitCode.UNAVAILABLE, "no request yet");
      }
      content = SvgPlot.draw("Tollgate latency until " + snapshot.intervalEnd(), curves);
    }
    try {
      Files.writeString(out, content);
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, "cannot write " + out + ": " + e.getMessage(), e);
    }
  }
}
