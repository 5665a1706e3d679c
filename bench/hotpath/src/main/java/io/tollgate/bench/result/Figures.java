package io.tollgate.bench.result;

import java.util.Locale;

/** Numbers as people read them: as many digits as mean something, and the unit. */
public final class Figures {
  private Figures() {}

  /**
   * Formats a figure with three or four meaningful digits.
   *
   * @param value the value; NaN gives "not a number".
   * @param unit the unit, or empty.
   * @return for example {@code 1.25 ×}, {@code 138.2 ns} or {@code 2,500,000 /s}.
   */
  public static String text(final double value, final String unit) {
    final String number = number(value);
    return unit.isEmpty() ? number : number + " " + unit;
  }

  private static String number(final double value) {
    if (Double.isNaN(value)) {
      return "not a number";
    }
    final double size = Math.abs(value);
    if (size == Math.rint(size) || size >= 1_000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (size >= 10) {
      return trimmed(String.format(Locale.ROOT, "%.1f", value));
    }
    return trimmed(String.format(Locale.ROOT, size >= 0.1 ? "%.2f" : "%.4f", value));
  }

  private static String trimmed(final String digits) {
    String shorter = digits;
    while (shorter.endsWith("0")) {
      shorter = shorter.substring(0, shorter.length() - 1);
    }
    return shorter.endsWith(".") ? shorter.substring(0, shorter.length() - 1) : shorter;
  }
}
