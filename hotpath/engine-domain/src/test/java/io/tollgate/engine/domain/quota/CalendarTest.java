package io.tollgate.engine.domain.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {
  private static final long NS_A_SECOND = 1_000_000_000L;

  private final Calendar calendar = new Calendar();

  private void assertAgrees(final long timeNs) {
    calendar.moveTo(timeNs);
    final ZonedDateTime time =
        Instant.ofEpochSecond(
                Math.floorDiv(timeNs, NS_A_SECOND), Math.floorMod(timeNs, NS_A_SECOND))
            .atZone(ZoneOffset.UTC);
    assertThat(calendar.hour()).isEqualTo(Math.floorDiv(time.toEpochSecond(), 3_600));
    assertThat(calendar.day()).isEqualTo(time.toLocalDate().toEpochDay());
    assertThat(calendar.month()).isEqualTo(time.getYear() * 12L + time.getMonthValue() - 1);
  }

  @Property(tries = 2_000)
  void shouldAgreeWithTheJdkAtAnyTime(@ForAll final long timeNs) {
    assertAgrees(timeNs);
  }

  @Test
  void shouldAgreeWithTheJdkAroundEveryMidnightOfThreeCenturies() {
    final Instant first = Instant.parse("1899-12-25T00:00:00Z");
    for (int day = 0; day < 366 * 300; day++) {
      final long midnightNs = first.plus(day, ChronoUnit.DAYS).getEpochSecond() * NS_A_SECOND;
      assertAgrees(midnightNs - 1);
      assertAgrees(midnightNs);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2000-02-29T23:59:59.999999999Z",
        "2000-03-01T00:00:00Z",
        "2028-02-29T12:00:00Z",
        "2100-02-28T23:59:59.999999999Z",
        "2100-03-01T00:00:00Z",
        "2200-12-31T23:59:59.999999999Z"
      })
  void shouldAgreeWithTheJdkAroundLeapDaysAndCenturies(final String text) {
    final Instant instant = Instant.parse(text);
    assertAgrees(instant.getEpochSecond() * NS_A_SECOND + instant.getNano());
  }

  @Test
  void shouldNumberThePeriodsOfBudgets() {
    calendar.moveTo(Instant.parse("2027-03-04T05:06:07Z").getEpochSecond() * NS_A_SECOND);
    assertThat(calendar.period(BudgetPeriod.LIFETIME.code())).isZero();
    assertThat(calendar.period(BudgetPeriod.DAY.code())).isEqualTo(calendar.day());
    assertThat(calendar.period(BudgetPeriod.MONTH.code())).isEqualTo(2027 * 12 + 2);
  }
}
