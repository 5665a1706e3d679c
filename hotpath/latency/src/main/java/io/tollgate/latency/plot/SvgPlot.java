package io.tollgate.latency.plot;

import java.util.List;
import java.util.Locale;

/**
 * A percentile plot as one SVG element that needs nothing else, readable on light and on dark
 * ground. Its dots tell their values to whoever points at them.
 */
public final class SvgPlot {
  private static final String[] COLOURS = {
    "#2563eb", "#d97706", "#059669", "#dc2626", "#7c3aed", "#0891b2", "#be185d", "#65a30d",
    "#6b7280"
  };
  private static final int WIDTH = 860;
  private static final int HEIGHT = 420;
  private static final int LEFT = 74;
  private static final int RIGHT = 48;
  private static final int TOP = 44;
  private static final int BOTTOM = 46;
  private static final int POINTS = 300;
  private static final int LEGEND_LINE = 22;

  /** Letters that fit beside each other under the plot, and those that a mark takes. */
  private static final int LEGEND_LETTERS = 110;

  private static final int MARK_LETTERS = 8;

  private final String title;
  private final List<Curve> curves;
  private final PercentileScale scale;
  private final int legendColumns;
  private final StringBuilder svg = new StringBuilder();

  private SvgPlot(final String title, final List<Curve> curves) {
    this.title = title;
    this.curves = curves;
    this.scale = new PercentileScale(curves);
    final int longest = curves.stream().mapToInt(curve -> curve.name().length()).max().orElse(0);
    this.legendColumns =
        Math.max(1, Math.min(curves.size(), LEGEND_LETTERS / (longest + MARK_LETTERS)));
  }

  /**
   * Draws curves.
   *
   * @param title above the plot.
   * @param curves one or more; the tenth has the first one's colour again.
   * @return the element.
   */
  public static String draw(final String title, final List<Curve> curves) {
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("no curves");
    }
    return new SvgPlot(title, curves).draw();
  }

  private String draw() {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"%s\" font-family=\"system-ui, sans-serif\" font-size=\"13\""
                + " fill=\"#6b7280\">%n",
            WIDTH,
            HEIGHT + LEGEND_LINE * ((curves.size() - 1) / legendColumns + 1),
            escape(title)));
    text(LEFT, TOP - 20, "start", "font-weight=\"600\" font-size=\"15\"", title);
    for (final PercentileScale.Tick tick : scale.times()) {
      final double y = y(tick.at());
      line(LEFT, y, WIDTH - RIGHT, y);
      text(LEFT - 8, y + 4, "end", "", tick.label());
    }
    for (final PercentileScale.Tick tick : scale.percentiles()) {
      final double x = x(tick.at());
      line(x, TOP, x, HEIGHT - BOTTOM);
      text(x, HEIGHT - BOTTOM + 18, "middle", "", tick.label() + " %");
    }
    for (int i = 0; i < curves.size(); i++) {
      final String colour = COLOURS[i % COLOURS.length];
      curve(curves.get(i), colour);
      dots(curves.get(i), colour);
      legend(curves.get(i), colour, i);
    }
    return svg.append("</svg>\n").toString();
  }

  private static double x(final double across) {
    return LEFT + across * (WIDTH - LEFT - RIGHT);
  }

  private static double y(final double up) {
    return HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM);
  }

  private void line(final double x1, final double y1, final double x2, final double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#9ca3af\" stroke-opacity=\"0.35\"/>%n",
            x1,
            y1,
            x2,
            y2));
  }

  private void text(
      final double x,
      final double y,
      final String anchor,
      final String attributes,
      final String content) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
            x,
            y,
            anchor,
            attributes,
            escape(content)));
  }

  private void curve(final Curve curve, final String colour) {
    final StringBuilder path = new StringBuilder();
    for (int i = 0; i <= POINTS; i++) {
      final double nines = curve.nines() * i / POINTS;
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              i == 0 ? "M" : "L",
              x(scale.across(nines)),
              y(scale.up(curve.valueAt(nines)))));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
            path,
            colour));
  }

  private void dots(final Curve curve, final String colour) {
    for (final PercentileScale.Tick tick : scale.percentiles()) {
      final double nines = scale.ninesAt(tick.at());
      if (nines <= curve.nines()) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"><title>%s, %s %%: %s</title>"
                    + "</circle>%n",
                x(tick.at()),
                y(scale.up(curve.valueAt(nines))),
                colour,
                escape(curve.name()),
                tick.label(),
                PercentileScale.time(curve.valueAt(nines))));
      }
    }
  }

  private void legend(final Curve curve, final String colour, final int number) {
    final double x = LEFT + (number % legendColumns) * (WIDTH - LEFT) / (double) legendColumns;
    final int line = number / legendColumns;
    final double y = HEIGHT + 4.0 + line * LEGEND_LINE;
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.1f %.1fh18\" stroke=\"%s\" stroke-width=\"3\"/>%n",
            x,
            y,
            colour));
    text(x + 26, y + 4, "start", "", curve.name());
  }

  private static String escape(final String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
