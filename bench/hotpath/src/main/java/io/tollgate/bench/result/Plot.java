package io.tollgate.bench.result;

import java.util.List;

/**
 * Latency by percentile, on a logarithmic percentile scale.
 *
 * @param title what is plotted.
 * @param series the lines, at most eight; what is compared stands side by side here.
 */
public record Plot(String title, List<Series> series) {
  /** Copies the list. */
  public Plot {
    series = List.copyOf(series);
  }
}
