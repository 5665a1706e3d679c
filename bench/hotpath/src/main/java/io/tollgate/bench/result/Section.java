package io.tollgate.bench.result;

import java.util.List;

/**
 * What one measurement found out.
 *
 * @param title the heading.
 * @param method how it was measured, in one or two sentences.
 * @param rows the figures.
 * @param plots the distributions behind them.
 * @param notes what a reader must know of the whole section.
 */
public record Section(
    String title, String method, List<Row> rows, List<Plot> plots, List<String> notes) {
  /** Copies the lists. */
  public Section {
    rows = List.copyOf(rows);
    plots = List.copyOf(plots);
    notes = List.copyOf(notes);
  }
}
