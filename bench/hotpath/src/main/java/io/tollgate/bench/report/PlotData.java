package io.tollgate.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Series;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** A plot as the numbers that the page's script draws. */
final class PlotData {
  private static final int POINTS_BETWEEN_HALVES = 5;
  private static final double PERCENT = 100;

  private PlotData() {}

  /** Of each series, points of (log10 of 1 / (1 - p), value). Safe inside a script element. */
  static String json(final Plot plot) {
    final ObjectNode node = Json.MAPPER.createObjectNode().put("title", plot.title());
    final ArrayNode lines = node.putArray("series");
    for (final Series series : plot.series()) {
      final ObjectNode line =
          lines.addObject().put("name", series.name()).put("unit", series.unit());
      points(line.putArray("points"), series.histogram());
    }
    try {
      return Json.MAPPER
          .writer()
          .without(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(node)
          .replace("<", "\\u003c");
    } catch (final JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes always has a text", e);
    }
  }

  private static void points(final ArrayNode points, final Histogram histogram) {
    // The last step has no room on the scale: its percentile is 100, infinitely many nines.
    final double lastX = Math.log10((double) Math.max(1, histogram.getTotalCount()));
    for (final HistogramIterationValue step : histogram.percentiles(POINTS_BETWEEN_HALVES)) {
      final double rest = 1 - step.getPercentileLevelIteratedTo() / PERCENT;
      final double x = rest <= 0 ? lastX : Math.min(lastX, -Math.log10(rest));
      points.addArray().add(Math.round(x * 1e4) / 1e4).add(step.getValueIteratedTo());
    }
    if (points.isEmpty()) {
      points.addArray().add(0).add(0);
    }
  }
}
