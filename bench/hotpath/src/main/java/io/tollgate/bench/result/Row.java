package io.tollgate.bench.result;

/**
 * One line of the report.
 *
 * @param id short and stable, such as {@code verify-1-p99}.
 * @param what exactly what was measured: sizes, links, agents.
 * @param bar what is good enough, as text, or empty.
 * @param aim what is wished for, as text, or empty.
 * @param figure what was measured, with its unit, or empty where nothing was.
 * @param ratio the same as a ratio to something measured in the same run, or empty.
 * @param verdict how the figure stands to the bar.
 * @param note what a reader must know to judge the figure, or empty.
 */
public record Row(
    String id,
    String what,
    String bar,
    String aim,
    String figure,
    String ratio,
    Verdict verdict,
    String note) {

  /**
   * A figure that should be small.
   *
   * @param id the row's id.
   * @param what what was measured.
   * @param bar the most that is good enough, in {@code unit}.
   * @param aim the most that is wished for, or NaN for none.
   * @param measured the figure, in {@code unit}.
   * @param unit the unit, for example {@code ns} or {@code × the echo}.
   * @param ratio see {@link #ratio()}.
   * @param note see {@link #note()}.
   * @return the row, judged.
   */
  public static Row atMost(
      final String id,
      final String what,
      final double bar,
      final double aim,
      final double measured,
      final String unit,
      final String ratio,
      final String note) {
    return new Row(
        id,
        what,
        bound("≤ ", bar, unit),
        bound("≤ ", aim, unit),
        Figures.text(measured, unit),
        ratio,
        Verdict.atMost(bar, aim, measured),
        note);
  }

  /**
   * A figure that should be large; the parameters are those of {@link #atMost}.
   *
   * @param id the row's id.
   * @param what what was measured.
   * @param bar the least that is good enough, in {@code unit}.
   * @param aim the least that is wished for, or NaN for none.
   * @param measured the figure, in {@code unit}.
   * @param unit the unit.
   * @param ratio see {@link #ratio()}.
   * @param note see {@link #note()}.
   * @return the row, judged.
   */
  public static Row atLeast(
      final String id,
      final String what,
      final double bar,
      final double aim,
      final double measured,
      final String unit,
      final String ratio,
      final String note) {
    return new Row(
        id,
        what,
        bound("≥ ", bar, unit),
        bound("≥ ", aim, unit),
        Figures.text(measured, unit),
        ratio,
        Verdict.atLeast(bar, aim, measured),
        note);
  }

  /**
   * A figure without a bar.
   *
   * @param id the row's id.
   * @param what what was measured.
   * @param measured the figure, in {@code unit}.
   * @param unit the unit.
   * @param ratio see {@link #ratio()}.
   * @param note see {@link #note()}.
   * @return the row.
   */
  public static Row shown(
      final String id,
      final String what,
      final double measured,
      final String unit,
      final String ratio,
      final String note) {
    return new Row(id, what, "", "", Figures.text(measured, unit), ratio, Verdict.SHOWN, note);
  }

  /**
   * What could not be measured in this run.
   *
   * @param id the row's id.
   * @param what what would have been measured.
   * @param bar the bar as text, or empty.
   * @param why why it was not measured.
   * @return the row.
   */
  public static Row notRun(final String id, final String what, final String bar, final String why) {
    return new Row(id, what, bar, "", "", "", Verdict.NOT_RUN, why);
  }

  private static String bound(final String relation, final double bound, final String unit) {
    return Double.isNaN(bound) ? "" : relation + Figures.text(bound, unit);
  }
}
