package io.tollgate.latency.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The axes that a number of curves fit into. Across: nines, so that 90, 99 and 99.9 % are as far
 * from each other as 0 and 90. Up: the logarithm of the time, from one step of 1, 2, 5, 10 to
 * another, or from one power of 10 to another where there are many.
 */
final class PercentileScale {
  static final double MOST_NINES = 6;

  private static final double[] STEPS = {1, 2, 5};
  private static final double[] DECADES = {1};
  private static final double WIDE = 500;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final double[] steps;
  private final double nines;
  private final double lowest;
  private final double highest;

  /**
   * A mark on an axis.
   *
   * @param at from 0, where the axis begins, to 1.
   * @param label what it says.
   */
  record Tick(double at, String label) {}

  PercentileScale(final List<Curve> curves) {
    double most = 1;
    double low = Double.MAX_VALUE;
    double high = 1;
    for (final Curve curve : curves) {
      most = Math.max(most, curve.nines());
      low = Math.min(low, curve.valueAt(0));
      high = Math.max(high, curve.valueAt(curve.nines()));
    }
    nines = most;
    steps = high / low > WIDE ? DECADES : STEPS;
    lowest = stepBelow(Math.min(low, high));
    highest = stepAbove(Math.max(high, 2 * lowest));
  }

  /** Where nines are across, 0 to 1. */
  double across(final double ninesAt) {
    return ninesAt / nines;
  }

  /** The nines that are there, of 0 to 1. */
  double ninesAt(final double across) {
    return across * nines;
  }

  /** Where a time is from the bottom, 0 to 1. */
  double up(final double ns) {
    return Math.log(ns / lowest) / Math.log(highest / lowest);
  }

  /** Percentiles: 0, 50, 90, 99 and so on. */
  List<Tick> percentiles() {
    final List<Tick> ticks = new ArrayList<>();
    ticks.add(new Tick(0, "0"));
    ticks.add(new Tick(across(Math.log10(2)), "50"));
    for (int i = 1; i <= nines; i++) {
      ticks.add(new Tick(across(i), percentile(i)));
    }
    return ticks;
  }

  private static String percentile(final int nines) {
    return switch (nines) {
      case 1 -> "90";
      case 2 -> "99";
      default -> "99." + "9".repeat(nines - 2);
    };
  }

  /** Steps of time. */
  List<Tick> times() {
    final List<Tick> ticks = new ArrayList<>();
    for (double ns = lowest; ns <= highest * 1.001; ns = stepAbove(ns * 1.001)) {
      ticks.add(new Tick(up(ns), time(ns)));
    }
    return ticks;
  }

  private double stepBelow(final double ns) {
    final double decade = Math.pow(10, Math.floor(Math.log10(ns)));
    double below = decade;
    for (final double step : steps) {
      if (step * decade <= ns) {
        below = step * decade;
      }
    }
    return below;
  }

  private double stepAbove(final double ns) {
    final double decade = Math.pow(10, Math.floor(Math.log10(ns)));
    for (final double step : steps) {
      if (step * decade >= ns) {
        return step * decade;
      }
    }
    return 10 * decade;
  }

  /** A time in its natural unit, by three digits at the most where it is no whole number. */
  static String time(final double ns) {
    if (ns < NANOS_PER_MICRO) {
      return number(ns) + " ns";
    }
    if (ns < NANOS_PER_MILLI) {
      return number(ns / NANOS_PER_MICRO) + " µs";
    }
    return ns < NANOS_PER_SECOND
        ? number(ns / NANOS_PER_MILLI) + " ms"
        : number(ns / NANOS_PER_SECOND) + " s";
  }

  private static String number(final double value) {
    final boolean isWhole = value == Math.rint(value) || value >= 100;
    return String.format(Locale.ROOT, isWhole ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
