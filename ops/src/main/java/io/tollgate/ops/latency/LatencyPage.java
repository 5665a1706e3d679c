package io.tollgate.ops.latency;

import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.TimedHistograms;
import io.tollgate.latency.plot.Curve;
import io.tollgate.latency.plot.SvgPlot;
import java.util.List;

/** Plots and tables of what an engine timed, as one HTML page that needs nothing else. */
final class LatencyPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Tollgate latency</title>
      <style>
        :root { color-scheme: light dark; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        pre { overflow-x: auto; font-size: 13px; }
        svg { width: 100%; height: auto; }
      </style>
      """;
  private static final String NOTE =
      """
      <p>The time of an operation is that of the engine's cycle that decided it: taking the requests,
      deciding them all, the journal's append, the release of the answers. <i>wait</i> bounds how long
      requests waited for their cycle. The percentiles' axis is logarithmic: each nine is a step.</p>
      """;

  private LatencyPage() {}

  static String of(final LatencySnapshot snapshot) {
    final StringBuilder page = new StringBuilder(HEAD);
    page.append("<h1>Tollgate latency until ").append(snapshot.intervalEnd()).append("</h1>\n");
    page.append(NOTE);
    addTo(page, "Last interval", snapshot.interval());
    addTo(page, "Since the start at " + snapshot.startedAt(), snapshot.total());
    page.append("<pre>").append(new LatencyText(snapshot).render()).append("</pre>\n</html>\n");
    return page.toString();
  }

  private static void addTo(
      final StringBuilder page, final String title, final TimedHistograms histograms) {
    final List<Curve> curves = LatencyText.curves(histograms);
    if (curves.isEmpty()) {
      page.append("<p>").append(title).append(": no request.</p>\n");
    } else {
      page.append(SvgPlot.draw(title, curves));
    }
  }
}
