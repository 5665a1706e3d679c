package io.tollgate.bench.report;

import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report as text: every row with its bar, and below each table what must be known of it. */
public final class ConsoleTable {
  private static final List<String> HEADINGS =
      List.of("ID", "WHAT", "BAR", "AIM", "FIGURE", "RATIO", "VERDICT");
  private static final int WHAT = 1;
  private static final int FIGURE = 4;
  private static final int WIDEST_WHAT = 64;
  private static final String GAP = "  ";
  private static final String EMPTY = "-";

  private final StringBuilder text = new StringBuilder();

  private ConsoleTable() {}

  /**
   * Formats a report.
   *
   * @param report what to show.
   * @return lines of text, the last one ended.
   */
  public static String of(final Report report) {
    final ConsoleTable table = new ConsoleTable();
    table.environment(report.environment().facts());
    table.section(report.noise());
    report.sections().forEach(table::section);
    table.verdict(report);
    return table.text.toString();
  }

  private void environment(final Map<String, String> facts) {
    final int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach((name, value) -> line(padded(name, width) + GAP + value));
  }

  private void section(final MeasuredSection measured) {
    line("");
    line(measured.section().title());
    final List<List<String>> lines = new ArrayList<>();
    lines.add(HEADINGS);
    measured.section().rows().forEach(row -> lines.addAll(cells(row)));
    final int[] widths = widths(lines);
    lines.forEach(cells -> line(joined(cells, widths)));
    measured.section().rows().stream()
        .filter(row -> !row.note().isEmpty())
        .forEach(row -> line(GAP + row.id() + ": " + row.note()));
    measured.section().notes().forEach(note -> line(GAP + note));
    measured.use().complaints().forEach(complaint -> line(GAP + "NOISY: " + complaint));
  }

  private void verdict(final Report report) {
    line("");
    report.doubts().forEach(doubt -> line("TOO NOISY. " + doubt));
    line(
        report.count(Verdict.AIM)
            + " rows reach the aim, "
            + report.count(Verdict.MET)
            + " meet the bar, "
            + report.count(Verdict.MISSED)
            + " miss it, "
            + report.count(Verdict.NOT_RUN)
            + " were not run, "
            + report.count(Verdict.SHOWN)
            + " are only shown.");
  }

  /** A row takes several lines where it says at length what was measured. */
  private static List<List<String>> cells(final Row row) {
    final List<List<String>> lines = new ArrayList<>();
    for (final String part : wrapped(row.what())) {
      lines.add(
          lines.isEmpty()
              ? List.of(
                  row.id(),
                  part,
                  orDash(row.bar()),
                  orDash(row.aim()),
                  orDash(row.figure()),
                  orDash(row.ratio()),
                  word(row.verdict()))
              : List.of("", part, "", "", "", "", ""));
    }
    return lines;
  }

  private static List<String> wrapped(final String text) {
    final List<String> lines = new ArrayList<>();
    final StringBuilder line = new StringBuilder();
    for (final String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDEST_WHAT) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String word(final Verdict verdict) {
    return switch (verdict) {
      case AIM -> "aim reached";
      case MET -> "met";
      case MISSED -> "MISSED";
      case SHOWN -> "shown";
      case NOT_RUN -> "not run";
    };
  }

  private static String orDash(final String text) {
    return text.isEmpty() ? EMPTY : text;
  }

  private static int[] widths(final List<List<String>> lines) {
    final int[] widths = new int[HEADINGS.size()];
    for (final List<String> cells : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], cells.get(i).length());
      }
    }
    return widths;
  }

  private static String joined(final List<String> cells, final int[] widths) {
    final StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      final String cell = cells.get(i);
      line.append(i == 0 ? "" : GAP);
      line.append(
          i >= WHAT + 1 && i <= FIGURE ? padLeft(cell, widths[i]) : padded(cell, widths[i]));
    }
    return line.toString().stripTrailing();
  }

  private static String padded(final String text, final int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String padLeft(final String text, final int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private void line(final String line) {
    text.append(line).append('\n');
  }
}
