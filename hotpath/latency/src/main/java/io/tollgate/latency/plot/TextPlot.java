package io.tollgate.latency.plot;

import java.util.Arrays;
import java.util.List;

/** A percentile plot of characters, for terminals. Each curve has its mark; a later one covers. */
public final class TextPlot {
  private static final char[] MARKS = {'●', '○', '▲', '△', '■', '□', '◆', '◇', '✕'};
  private static final int LABEL_WIDTH = 8;
  private static final int TICK_GAP = 1;

  private final int columns;
  private final int rows;

  /**
   * A plot of a size.
   *
   * @param columns of the area that the curves are in, 20 or more.
   * @param rows of it, 5 or more.
   */
  public TextPlot(final int columns, final int rows) {
    if (columns < 20 || rows < 5) {
      throw new IllegalArgumentException("too small: " + columns + " by " + rows);
    }
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Draws curves.
   *
   * @param curves one to nine.
   * @return lines, each ended by a newline.
   */
  public String draw(final List<Curve> curves) {
    if (curves.isEmpty() || curves.size() > MARKS.length) {
      throw new IllegalArgumentException(curves.size() + " curves");
    }
    final PercentileScale scale = new PercentileScale(curves);
    final char[][] area = new char[rows][columns];
    for (final char[] row : area) {
      Arrays.fill(row, ' ');
    }
    for (int i = 0; i < curves.size(); i++) {
      draw(curves.get(i), MARKS[i], scale, area);
    }
    final StringBuilder text = new StringBuilder();
    appendArea(text, area, scale);
    appendPercentiles(text, scale);
    text.append(" ".repeat(LABEL_WIDTH + 2));
    for (int i = 0; i < curves.size(); i++) {
      text.append(MARKS[i]).append(' ').append(curves.get(i).name()).append("  ");
    }
    return text.toString().stripTrailing() + "\n";
  }

  private void draw(
      final Curve curve, final char mark, final PercentileScale scale, final char[][] area) {
    for (int column = 0; column < columns; column++) {
      final double nines = scale.ninesAt((double) column / (columns - 1));
      if (nines > curve.nines() + 1e-9) {
        return;
      }
      area[rows - 1 - place(scale.up(curve.valueAt(nines)), rows)][column] = mark;
    }
  }

  private static int place(final double part, final int cells) {
    return (int) Math.round(Math.max(0, Math.min(1, part)) * (cells - 1));
  }

  private void appendArea(
      final StringBuilder text, final char[][] area, final PercentileScale scale) {
    final String[] labels = new String[rows];
    Arrays.fill(labels, "");
    for (final PercentileScale.Tick tick : scale.times()) {
      labels[rows - 1 - place(tick.at(), rows)] = tick.label();
    }
    for (int row = 0; row < rows; row++) {
      final String label = labels[row];
      final String line =
          " ".repeat(LABEL_WIDTH - label.length())
              + label
              + (label.isEmpty() ? " │" : " ┤")
              + new String(area[row]);
      text.append(line.stripTrailing()).append('\n');
    }
  }

  private void appendPercentiles(final StringBuilder text, final PercentileScale scale) {
    final char[] axis = new char[columns];
    Arrays.fill(axis, '─');
    final StringBuilder labels = new StringBuilder();
    for (final PercentileScale.Tick tick : scale.percentiles()) {
      final int at = place(tick.at(), columns);
      axis[at] = '┴';
      final int from = Math.max(0, at - tick.label().length() / 2);
      if (labels.isEmpty() || from >= labels.length() + TICK_GAP) {
        labels.append(" ".repeat(from - labels.length())).append(tick.label());
      }
    }
    final String indent = " ".repeat(LABEL_WIDTH + 1);
    text.append(indent).append('└').append(axis).append('\n');
    text.append(indent).append(' ').append(labels).append(" %\n");
  }
}
