package io.tollgate.bench.report;

import java.io.IOException;

/** A report as JSON, for programs and for drawing the page again. */
public final class ReportJson {
  private ReportJson() {}

  /**
   * Writes a report.
   *
   * @param report what to write.
   * @return indented JSON.
   * @throws IOException never for a report that was made by a run.
   */
  public static String text(final Report report) throws IOException {
    return Json.MAPPER.writeValueAsString(report);
  }

  /**
   * Reads a report.
   *
   * @param text what {@link #text} gave.
   * @return the report.
   * @throws IOException if it is not a report.
   */
  public static Report parse(final String text) throws IOException {
    return Json.MAPPER.readValue(text, Report.class);
  }
}
