package io.tollgate.latency.plot;

import java.util.List;
import java.util.Locale;

/**
 * A percentile plot as one SVG element that needs nothing else, readable on light and on dark
 * ground.
 */
public final class SvgPlot {
  private static final String[] COLOURS = {
    "#2563eb", "#d97706", "#059669", "#dc2626", "#7c3aed", "#0891b2", "#be185d", "#65a30d",
    "#6b7280"
  };
  private static final int WIDTH = 860;
  private static final int HEIGHT = 420;
  private static final int LEFT = 74;
  private static final int RIGHT = 150;
  private static final int TOP = 44;
  private static final int BOTTOM = 46;
  private static final int POINTS = 300;
  private static final int LEGEND_LINE = 22;

  private final String title;
  private final List<Curve> curves;
  private final PercentileScale scale;
  private final StringBuilder svg = new StringBuilder();

  private SvgPlot(final String title, final List<Curve> curves) {
    this.title = title;
    this.curves = curves;
    this.scale = new PercentileScale(curves);
  }

  /**
   * Draws curves.
   *
   * @param title above the plot.
   * @param curves one to nine.
   * @return the element.
   */
  public static String draw(final String title, final List<Curve> curves) {
    if (curves.isEmpty() || curves.size() > COLOURS.length) {
      throw new IllegalArgumentException(curves.size() + " curves");
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
            HEIGHT,
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
      curve(curves.get(i), COLOURS[i], i);
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

  private void curve(final Curve curve, final String colour, final int number) {
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
    final double y = TOP + 8 + number * LEGEND_LINE;
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%d %.1fh18\" stroke=\"%s\" stroke-width=\"3\"/>%n",
            WIDTH - RIGHT + 14,
            y,
            colour));
    text(WIDTH - RIGHT + 38, y + 4, "start", "", curve.name());
  }

  private static String escape(final String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
