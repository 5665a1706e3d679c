package io.tollgate.engine.domain.quota;

/**
 * Which hour, day and month of the UTC calendar a moment lies in, as numbers that only grow. Worked
 * out anew only when the hour changes. One thread.
 */
public final class Calendar {
  private static final long HOUR_NS = 3_600_000_000_000L;
  private static final int HOURS_A_DAY = 24;

  private long hour = Long.MIN_VALUE;
  private long day;
  private long month;

  /**
   * Moves to a moment.
   *
   * @param timeNs nanoseconds since the epoch.
   */
  public void moveTo(final long timeNs) {
    final long newHour = Math.floorDiv(timeNs, HOUR_NS);
    if (newHour != hour) {
      hour = newHour;
      day = Math.floorDiv(newHour, HOURS_A_DAY);
      month = monthOf(day);
    }
  }

  /** Hours since the epoch. */
  public long hour() {
    return hour;
  }

  /** Days since the epoch. */
  public long day() {
    return day;
  }

  /** Months since January of year 0. */
  public long month() {
    return month;
  }

  /**
   * The number of the period of a budget.
   *
   * @return 0 for a lifetime, which never ends.
   */
  public long period(final int periodCode) {
    if (periodCode == BudgetPeriod.DAY.code()) {
      return day;
    }
    return periodCode == BudgetPeriod.MONTH.code() ? month : 0;
  }

  /**
   * Month of a day in the proleptic Gregorian calendar, counted in years that begin in March, so
   * that the leap day comes last.
   */
  private static long monthOf(final long epochDay) {
    final long daysSinceMarchOfYear0 = epochDay + 719_468;
    final long era = Math.floorDiv(daysSinceMarchOfYear0, 146_097L);
    final long dayOfEra = daysSinceMarchOfYear0 - era * 146_097L;
    final long yearOfEra =
        (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    final long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    final long monthFromMarch = (5 * dayOfYear + 2) / 153;
    return (era * 400 + yearOfEra) * 12 + monthFromMarch + 2;
  }
}
