package io.tollgate.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A figure over time, and the straight line through it (least squares). */
final class Trend {
  private final String name;
  private final double tolerance;
  private final List<double[]> points = new ArrayList<>();

  /**
   * A trend.
   *
   * @param name of the figure.
   * @param tolerance by how much the line may rise from the first point to the last.
   */
  Trend(final String name, final double tolerance) {
    this.name = name;
    this.tolerance = tolerance;
  }

  void add(final double seconds, final long value) {
    points.add(new double[] {seconds, (double) value});
  }

  void clear() {
    points.clear();
  }

  /** How much the line rises from the first point to the last. */
  double rise() {
    final double meanX = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
    final double meanY = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
    double covariance = 0;
    double variance = 0;
    for (final double[] point : points) {
      covariance += (point[0] - meanX) * (point[1] - meanY);
      variance += (point[0] - meanX) * (point[0] - meanX);
    }
    return variance == 0 ? 0 : covariance / variance * seconds();
  }

  private double seconds() {
    return points.get(points.size() - 1)[0] - points.get(0)[0];
  }

  boolean isFlat() {
    return points.size() > 2 && rise() <= tolerance;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-28s first %,12.0f last %,12.0f, line rises %+,12.1f in %.0f s (at most %,.0f) %s",
        name,
        points.isEmpty() ? 0 : points.get(0)[1],
        points.isEmpty() ? 0 : points.get(points.size() - 1)[1],
        rise(),
        points.isEmpty() ? 0 : seconds(),
        tolerance,
        isFlat() ? "flat" : "NOT FLAT");
  }
}
