package io.tollgate.bench.result;

/** How a figure stands to its bar. */
public enum Verdict {
  /** The aim beyond the bar is reached. */
  AIM,
  /** The bar is met. */
  MET,
  /** The bar is missed; the run ends with exit status 1. */
  MISSED,
  /** There is no bar; the figure is only shown. */
  SHOWN,
  /** Not measured in this run; the row's note says why. */
  NOT_RUN;

  /**
   * Judges a figure that should be small.
   *
   * @param bar the most that is good enough.
   * @param aim the most that is as good as wished for, or NaN for none.
   * @param measured the figure; NaN never meets a bar.
   * @return {@link #AIM}, {@link #MET} or {@link #MISSED}.
   */
  public static Verdict atMost(final double bar, final double aim, final double measured) {
    if (measured <= aim) {
      return AIM;
    }
    return measured <= bar ? MET : MISSED;
  }

  /**
   * Judges a figure that should be large.
   *
   * @param bar the least that is good enough.
   * @param aim the least that is as good as wished for, or NaN for none.
   * @param measured the figure; NaN never meets a bar.
   * @return {@link #AIM}, {@link #MET} or {@link #MISSED}.
   */
  public static Verdict atLeast(final double bar, final double aim, final double measured) {
    if (measured >= aim) {
      return AIM;
    }
    return measured >= bar ? MET : MISSED;
  }
}
