package io.tollgate.ops.latency;

import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.plot.Curve;
import io.tollgate.latency.plot.SvgPlot;
import io.tollgate.latency.plot.TextPlot;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.command.HomeOptions;
import io.tollgate.ops.command.OutputOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the engine on this machine times, from the file that it replaces once an interval. */
@Command(
    name = "latency",
    description = "Show how long the running engine takes, per operation (exit 5: nothing yet)")
public final class LatencyCommand implements Runnable {
  private static final int COLUMNS = 72;
  private static final int ROWS = 16;

  @Mixin private OutputOptions output;

  @Mixin private HomeOptions home;

  @Option(
      names = {"-w", "--watch"},
      description = "Go on with each interval until interrupted")
  private boolean watch;

  @Option(
      names = "--next",
      description = "Wait until the interval that is under way is over, to see all until now")
  private boolean next;

  @Option(
      names = "--total",
      description = "Of all intervals since the start, not of the last one too")
  private boolean total;

  @Option(names = "--plot", description = "Draw the percentiles too")
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
    final LatencySource source = new LatencySource(home.home());
    show(next ? source.next() : source.last());
    while (watch) {
      show(source.next());
    }
  }

  private void show(final LatencySnapshot snapshot) {
    final LatencyText text = new LatencyText(snapshot);
    if (out != null) {
      write(snapshot);
      output.print(text.json(), () -> "drawn into " + out);
    } else {
      output.print(
          text.json(),
          () -> (total ? text.renderTotal() : text.render()) + (plot ? "\n" + draw(snapshot) : ""));
    }
  }

  private String draw(final LatencySnapshot snapshot) {
    final List<Curve> curves = curves(snapshot);
    return curves.isEmpty() ? "no request yet\n" : new TextPlot(COLUMNS, ROWS).draw(curves);
  }

  /** Of the last interval, where that had anything and not all is wanted. */
  private List<Curve> curves(final LatencySnapshot snapshot) {
    final List<Curve> interval = LatencyText.curves(snapshot.interval());
    return total || interval.isEmpty() ? LatencyText.curves(snapshot.total()) : interval;
  }

  private void write(final LatencySnapshot snapshot) {
    try {
      Files.writeString(
          out, out.toString().endsWith(".html") ? LatencyPage.of(snapshot) : picture(snapshot));
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, "cannot write " + out + ": " + e.getMessage(), e);
    }
  }

  private String picture(final LatencySnapshot snapshot) {
    final List<Curve> curves = curves(snapshot);
    if (curves.isEmpty()) {
      throw new CliException(ExitCode.UNAVAILABLE, "no request yet");
    }
    return SvgPlot.draw("Tollgate latency until " + snapshot.intervalEnd(), curves);
  }
}
