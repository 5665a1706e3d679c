package io.tollgate.ops.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under a heading, each column as wide as its widest cell. Not thread-safe. */
public final class Table {

  private static final String GAP = "  ";

  private final String[] headings;
  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * Makes a table without rows.
   *
   * @param headings one a column; a leading '>' sets the column flush right (for figures)
   */
  public Table(final String... headings) {
    this.headings = new String[headings.length];
    this.right = new boolean[headings.length];
    for (int i = 0; i < headings.length; i++) {
      right[i] = headings[i].startsWith(">");
      this.headings[i] = right[i] ? headings[i].substring(1) : headings[i];
    }
  }

  /**
   * Adds a row.
   *
   * @param cells one a column; null is an empty cell
   * @return this
   * @throws IllegalArgumentException where the number of cells is not that of the headings
   */
  public Table row(final Object... cells) {
    if (cells.length != headings.length) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + headings.length + " columns");
    }
    final String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = cells[i] == null ? "" : cells[i].toString();
    }
    rows.add(row);
    return this;
  }

  /** Returns the table, each line ended by a newline, without trailing blanks. */
  public String render() {
    final int[] widths = new int[headings.length];
    widen(widths, headings);
    for (final String[] row : rows) {
      widen(widths, row);
    }
    final StringBuilder text = new StringBuilder();
    line(text, headings, widths);
    for (final String[] row : rows) {
      line(text, row, widths);
    }
    return text.toString();
  }

  private static void widen(final int[] widths, final String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
  }

  private void line(final StringBuilder text, final String[] cells, final int[] widths) {
    final StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      final String padding = " ".repeat(widths[i] - cells[i].length());
      line.append(i == 0 ? "" : GAP)
          .append(right[i] ? padding : "")
          .append(cells[i])
          .append(right[i] ? "" : padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
