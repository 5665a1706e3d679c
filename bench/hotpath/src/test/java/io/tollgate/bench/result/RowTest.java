package io.tollgate.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowTest {
  @Test
  void shouldReachTheAimAtTheAim() {
    final Row row = Row.atMost("a", "what", 2.5, 1.7, 1.7, "× the echo", "", "");

    assertThat(row.verdict()).isEqualTo(Verdict.AIM);
    assertThat(row.bar()).isEqualTo("≤ 2.5 × the echo");
    assertThat(row.aim()).isEqualTo("≤ 1.7 × the echo");
    assertThat(row.figure()).isEqualTo("1.7 × the echo");
  }

  @Test
  void shouldMeetTheBarAtTheBar() {
    assertThat(Row.atMost("a", "", 168, Double.NaN, 168, "ns", "", "").verdict())
        .isEqualTo(Verdict.MET);
    assertThat(Row.atLeast("a", "", 1e6, 3e6, 1e6, "/s", "", "").verdict()).isEqualTo(Verdict.MET);
  }

  @Test
  void shouldMissBeyondTheBar() {
    assertThat(Row.atMost("a", "", 168, 100, 168.1, "ns", "", "").verdict())
        .isEqualTo(Verdict.MISSED);
    assertThat(Row.atLeast("a", "", 1e6, 3e6, 999_999, "/s", "", "").verdict())
        .isEqualTo(Verdict.MISSED);
  }

  @Test
  void shouldReachTheAimOfAFigureThatShouldBeLarge() {
    final Row row = Row.atLeast("a", "what", 1e6, 3e6, 3_141_592.6, "/s", "", "");

    assertThat(row.verdict()).isEqualTo(Verdict.AIM);
    assertThat(row.bar()).isEqualTo("≥ 1,000,000 /s");
    assertThat(row.figure()).isEqualTo("3,141,593 /s");
  }

  @Test
  void shouldNeverMeetABarWithWhatIsNotANumber() {
    assertThat(Row.atMost("a", "", 1, Double.NaN, Double.NaN, "ns", "", "").verdict())
        .isEqualTo(Verdict.MISSED);
    assertThat(Row.atLeast("a", "", 1, Double.NaN, Double.NaN, "/s", "", "").verdict())
        .isEqualTo(Verdict.MISSED);
  }

  @Test
  void shouldNameNoAimWhereThereIsNone() {
    assertThat(Row.atMost("a", "", 1, Double.NaN, 0.5, "ns", "", "").aim()).isEmpty();
  }

  @Test
  void shouldOnlyShowWhatHasNoBar() {
    final Row row = Row.shown("a", "what", 0.0123, "B/op", "1 ÷ 81", "note");

    assertThat(row.verdict()).isEqualTo(Verdict.SHOWN);
    assertThat(row.bar()).isEmpty();
    assertThat(row.figure()).isEqualTo("0.0123 B/op");
  }

  @Test
  void shouldSayWhyItWasNotRun() {
    final Row row = Row.notRun("a", "what", "≤ 3 s", "needs 30 GiB");

    assertThat(row.verdict()).isEqualTo(Verdict.NOT_RUN);
    assertThat(row.figure()).isEmpty();
    assertThat(row.note()).isEqualTo("needs 30 GiB");
  }

  @Test
  void shouldGiveAsManyDigitsAsMeanSomething() {
    assertThat(Figures.text(0, "B/op")).isEqualTo("0 B/op");
    assertThat(Figures.text(1.2345, "×")).isEqualTo("1.23 ×");
    assertThat(Figures.text(138.24, "ns")).isEqualTo("138.2 ns");
    assertThat(Figures.text(1234.4, "")).isEqualTo("1,234");
    assertThat(Figures.text(-0.5, "s")).isEqualTo("-0.5 s");
  }
}
