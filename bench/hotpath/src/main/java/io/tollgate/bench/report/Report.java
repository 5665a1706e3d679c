package io.tollgate.bench.report;

import io.tollgate.bench.machine.Environment;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run of a suite.
 *
 * @param title what the report is headed with.
 * @param startedAt when, RFC 3339.
 * @param quick whether the figures are rough.
 * @param environment what it was measured on.
 * @param noise the machine by itself; its notes are what makes it too noisy.
 * @param sections what was measured.
 */
public record Report(
    String title,
    String startedAt,
    boolean quick,
    Environment environment,
    MeasuredSection noise,
    List<MeasuredSection> sections) {
  /** Copies the list. */
  public Report {
    sections = List.copyOf(sections);
  }

  /**
   * Everything that makes the figures doubtful.
   *
   * @return sentences, none after a quiet run.
   */
  public List<String> doubts() {
    final Stream<String> before =
        noise.section().notes().stream().map(text -> "Before the run: " + text);
    final Stream<String> during =
        sections.stream()
            .flatMap(
                section ->
                    section.use().complaints().stream()
                        .map(text -> "During “" + section.section().title() + "”: " + text));
    return Stream.concat(before, during).toList();
  }

  /**
   * How many rows came out so.
   *
   * @param verdict the verdict.
   * @return the number of rows.
   */
  public long count(final Verdict verdict) {
    return rows().filter(row -> row.verdict() == verdict).count();
  }

  private Stream<Row> rows() {
    return sections.stream().flatMap(section -> section.section().rows().stream());
  }
}
