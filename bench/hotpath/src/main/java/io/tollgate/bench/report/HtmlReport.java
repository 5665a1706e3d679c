package io.tollgate.bench.report;

import io.tollgate.bench.machine.MachineUse;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Verdict;
import io.tollgate.latency.plot.Curve;
import io.tollgate.latency.plot.SvgPlot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A report as one page that needs nothing but itself. */
public final class HtmlReport {
  private static final double PERCENT = 100;

  private final StringBuilder html = new StringBuilder();

  private HtmlReport() {}

  /**
   * Makes the page.
   *
   * @param report what to show.
   * @return HTML, with its style and plots inside.
   */
  public static String of(final Report report) {
    final HtmlReport page = new HtmlReport();
    page.head(report);
    report.sections().forEach(page::section);
    page.section(report.noise());
    page.environment(report);
    page.html.append("</main></body></html>\n");
    return page.html.toString();
  }

  private void head(final Report report) {
    html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>Tollgate: ")
        .append(escaped(report.title()))
        .append("</title>\n")
        .append("<style>")
        .append(resource("report.css"))
        .append("</style></head>\n<body><main>\n<h1>")
        .append(escaped(report.title()))
        .append("</h1>\n<p class=\"soft\">")
        .append(escaped(report.startedAt()))
        .append(report.quick() ? " · quick run, rough figures" : "");
    for (final String name : List.of("CPU", "Cores", "JDK", "Source")) {
      final String value = report.environment().facts().get(name);
      if (value != null) {
        html.append(" · ")
            .append(
                name.equals("CPU") || name.equals("JDK")
                    ? ""
                    : escaped(name.toLowerCase(Locale.ROOT)) + " ")
            .append(escaped(value));
      }
    }
    html.append("</p>\n<ul class=\"tally\">");
    for (final Verdict verdict : Verdict.values()) {
      html.append("<li class=\"")
          .append(verdict)
          .append("\"><b>")
          .append(report.count(verdict))
          .append("</b>")
          .append(word(verdict))
          .append("</li>");
    }
    html.append("</ul>\n");
    doubts(report.doubts());
  }

  private void doubts(final List<String> doubts) {
    if (doubts.isEmpty()) {
      return;
    }
    html.append(
        "<div class=\"card doubt\"><b>This machine was too noisy for these figures.</b><ul>");
    doubts.forEach(doubt -> html.append("<li>").append(escaped(doubt)).append("</li>"));
    html.append("</ul></div>\n");
  }

  private void section(final MeasuredSection measured) {
    final Section section = measured.section();
    html.append("<section id=\"")
        .append(escaped(measured.id()))
        .append("\"><h2>")
        .append(escaped(section.title()))
        .append("</h2>\n<p class=\"soft\">")
        .append(escaped(section.method()))
        .append("</p>\n");
    measured
        .use()
        .complaints()
        .forEach(
            text ->
                html.append("<p class=\"noisy\">Noisy: ").append(escaped(text)).append("</p>\n"));
    table(section.rows());
    if (!section.notes().isEmpty()) {
      html.append("<ul class=\"notes\">");
      section.notes().forEach(note -> html.append("<li>").append(escaped(note)).append("</li>"));
      html.append("</ul>\n");
    }
    section.plots().forEach(this::plot);
    final MachineUse use = measured.use();
    html.append(
        String.format(
            Locale.ROOT,
            "<p class=\"soft small\">Took %.0f s; of the machine, it used %.0f %%, others %.1f %%, the hypervisor took %.2f %%.</p></section>%n",
            use.seconds(),
            use.own() * PERCENT,
            use.others() * PERCENT,
            use.steal() * PERCENT));
  }

  private void table(final List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    final boolean judged = rows.stream().anyMatch(row -> row.verdict() != Verdict.SHOWN);
    html.append(judged ? "<table class=\"judged\">" : "<table>");
    html.append("<thead><tr><th>What</th><th class=\"number\">Figure</th>");
    if (judged) {
      html.append("<th class=\"number\">Bar</th><th class=\"number\">Aim</th>");
    }
    html.append("<th>Ratio</th>").append(judged ? "<th>Verdict</th>" : "");
    html.append("</tr></thead><tbody>\n");
    rows.forEach(row -> row(row, judged));
    html.append("</tbody></table>\n");
  }

  private void row(final Row row, final boolean judged) {
    html.append("<tr><td class=\"what\">").append(escaped(row.what()));
    html.append("<span class=\"id\">").append(escaped(row.id())).append("</span>");
    if (!row.note().isEmpty()) {
      html.append("<span class=\"note\">").append(escaped(row.note())).append("</span>");
    }
    html.append("</td>");
    cell("number figure", "Figure", row.figure());
    if (judged) {
      cell("number", "Bar", row.bar());
      cell("number", "Aim", row.aim());
    }
    cell("ratio", "Ratio", row.ratio());
    if (judged) {
      html.append("<td data-label=\"Verdict\"><span class=\"pill ");
      html.append(row.verdict()).append("\">").append(word(row.verdict())).append("</span></td>");
    }
    html.append("</tr>\n");
  }

  private void cell(final String style, final String label, final String text) {
    html.append("<td class=\"").append(style).append("\" data-label=\"").append(label);
    // A number and its unit stay on one line.
    html.append("\">").append(escaped(text).replaceAll("(?<=[0-9]) (?=[^ ,]+(,|$))", "&nbsp;"));
    html.append("</td>");
  }

  private void plot(final Plot plot) {
    final List<Curve> curves =
        plot.series().stream()
            .filter(series -> series.histogram().getTotalCount() > 0)
            .map(series -> new Curve(series.name(), series.histogram()))
            .toList();
    if (!curves.isEmpty()) {
      html.append("<figure>").append(SvgPlot.draw(plot.title(), curves)).append("</figure>\n");
    }
  }

  private void environment(final Report report) {
    html.append("<section id=\"environment\"><h2>Environment</h2><dl class=\"facts\">");
    report
        .environment()
        .facts()
        .forEach(
            (name, value) ->
                html.append("<dt>")
                    .append(escaped(name))
                    .append("</dt><dd")
                    .append(value.length() > 120 ? " class=\"long\"" : "")
                    .append(">")
                    .append(escaped(value))
                    .append("</dd>"));
    html.append("</dl></section>\n");
  }

  private static String word(final Verdict verdict) {
    return switch (verdict) {
      case AIM -> "✓ aim reached";
      case MET -> "✓ bar met";
      case MISSED -> "✗ missed";
      case SHOWN -> "shown";
      case NOT_RUN -> "not run";
    };
  }

  private static String escaped(final String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String resource(final String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
