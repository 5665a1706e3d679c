package io.tollgate.bench.machine;

import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Series;
import io.tollgate.bench.result.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Measures the machine before anything is measured on it. Where it is too noisy for the figures to
 * mean much, the section's notes say so.
 */
public final class NoiseCheck implements Measurement {
  private static final int QUICK_SECONDS = 2;
  private static final int FULL_SECONDS = 10;
  private static final long WARM_UP_NS = TimeUnit.MILLISECONDS.toNanos(1_000);
  private static final double NANOS_IN_A_MICRO = 1e3;
  private static final double NANOS_IN_A_SECOND = 1e9;
  private static final double PERCENT = 100;

  /** Above any of these, a figure tells more of the machine than of what was measured. */
  private static final double MOST_LOST = 0.01;

  private static final double MOST_P999_NS = 100_000;

  /** For whoever makes the list of measurements. */
  public NoiseCheck() {}

  @Override
  public String id() {
    return "noise";
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws InterruptedException {
    final int seconds = settings.quick() ? QUICK_SECONDS : FULL_SECONDS;
    final int cores = Runtime.getRuntime().availableProcessors();
    progress.step("this machine's own jitter, " + seconds + " s on " + cores + " cores");
    // Until the loop is compiled, the compiler itself would be what interrupts it.
    JitterMeter.watch(cores, WARM_UP_NS);
    final MachineUse.Watch watch = new MachineUse.Watch();
    final List<JitterMeter> meters = JitterMeter.watch(cores, TimeUnit.SECONDS.toNanos(seconds));
    final MachineUse use = watch.use();
    final Histogram waits = new Histogram(meters.get(0).waits());
    meters.forEach(meter -> waits.add(meter.waits()));
    return new Section(
        "Noise of this machine",
        "On each core a thread did nothing but look at the clock. The percentiles tell how long"
            + " something that is due at a random moment waits here for no reason of its own; what"
            + " is measured at a fixed rate cannot get below them.",
        rows(meters, waits, use),
        List.of(new Plot("What the machine alone makes a thread wait", series(meters))),
        complaints(meters, waits, use));
  }

  private static List<Row> rows(
      final List<JitterMeter> meters, final Histogram waits, final MachineUse use) {
    final List<Row> rows = new ArrayList<>();
    for (final double percentile : new double[] {50, 99, 99.9, 99.99}) {
      rows.add(
          shownMicros(
              "noise-p" + name(percentile),
              "wait at a random moment, p" + percentileText(percentile),
              waits.getValueAtPercentile(percentile)));
    }
    rows.add(
        shownMicros(
            "noise-longest",
            "longest interruption",
            meters.stream().mapToLong(JitterMeter::longestNs).max().orElse(0)));
    final double watchedSeconds =
        meters.stream().mapToLong(JitterMeter::watchedNs).sum() / NANOS_IN_A_SECOND;
    rows.add(
        Row.shown(
            "noise-interruptions",
            "interruptions longer than 2 µs, a second and core",
            meters.stream().mapToLong(JitterMeter::interruptions).sum() / watchedSeconds,
            "/s",
            "",
            ""));
    rows.add(percent("noise-lost", "time lost to them", lostShare(meters)));
    rows.add(percent("noise-steal", "time taken away by the hypervisor", use.steal()));
    rows.add(percent("noise-others", "time used by other processes", use.others()));
    rows.add(
        Row.shown(
            "clock-cost",
            "one look at the clock, median",
            (double) ClockCost.medianNs(),
            "ns",
            "",
            "System.nanoTime"));
    return rows;
  }

  private static Row shownMicros(final String id, final String what, final long valueNs) {
    return Row.shown(id, what, valueNs / NANOS_IN_A_MICRO, "µs", "", "");
  }

  private static Row percent(final String id, final String what, final double share) {
    return Row.shown(id, what, share * PERCENT, "%", "", "");
  }

  private static List<Series> series(final List<JitterMeter> meters) {
    final List<Series> series = new ArrayList<>();
    for (final JitterMeter meter : meters) {
      series.add(new Series("thread " + (series.size() + 1), "ns", meter.waits()));
    }
    return series;
  }

  private static List<String> complaints(
      final List<JitterMeter> meters, final Histogram waits, final MachineUse use) {
    final List<String> complaints = new ArrayList<>(use.complaints());
    final double lost = lostShare(meters);
    if (lost > MOST_LOST) {
      complaints.add(
          String.format(Locale.ROOT, "Interruptions took %.1f %% of the time.", lost * PERCENT));
    }
    final long p999 = waits.getValueAtPercentile(99.9);
    if (p999 > MOST_P999_NS) {
      complaints.add(
          String.format(
              Locale.ROOT,
              "One in a thousand moments waits more than %,.0f µs.",
              p999 / NANOS_IN_A_MICRO));
    }
    return complaints;
  }

  private static double lostShare(final List<JitterMeter> meters) {
    final double lost = meters.stream().mapToLong(JitterMeter::lostNs).sum();
    return lost / meters.stream().mapToLong(JitterMeter::watchedNs).sum();
  }

  private static String percentileText(final double percentile) {
    return percentile == Math.rint(percentile)
        ? Long.toString((long) percentile)
        : Double.toString(percentile);
  }

  private static String name(final double percentile) {
    return percentileText(percentile).replace(".", "");
  }
}
