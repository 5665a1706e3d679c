package io.tollgate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Pattern DOT = Pattern.compile("<title>([^<]*, 99 %: [^<]*)</title>");

  @TempDir private Path directory;

  @Test
  void shouldCountTheVerdicts() {
    final Report report = Reports.quiet();

    assertThat(report.count(Verdict.AIM)).isEqualTo(1);
    assertThat(report.count(Verdict.MET)).isEqualTo(2);
    assertThat(report.count(Verdict.MISSED)).isEqualTo(1);
    assertThat(report.count(Verdict.NOT_RUN)).isEqualTo(1);
    assertThat(report.count(Verdict.SHOWN)).isEqualTo(1);
  }

  @Test
  void shouldReadBackWhatWasWrittenAsJson() throws IOException {
    final Report report = Reports.noisy();

    assertThat(ReportJson.parse(ReportJson.text(report))).isEqualTo(report);
  }

  @Test
  void shouldBringASectionFromOneJvmToTheOther() throws IOException {
    final Section section = Reports.quiet().sections().get(1).section();
    final Path file = directory.resolve("section.json");

    SectionJson.write(file, section);

    assertThat(SectionJson.read(file)).isEqualTo(section);
  }

  @Test
  void shouldPrintEveryRowWithBarAimFigureRatioAndVerdict() {
    assertThat(ConsoleTable.of(Reports.quiet()))
        .containsPattern("verify-1-p99 .*≤ 168 ns +- +171.4 ns +- +MISSED\n")
        .containsPattern("verify-1-mean .*≤ 1.35 × .*≤ 1.2 × .*1.28 × .*142 ns ÷ 111 ns +met\n")
        .containsPattern("cache-hit-p50 .*aim reached\n")
        .containsPattern("hmac-javax .*275 ns +2.0 × ours +shown\n")
        .containsPattern("memory-10m-opened .*not run\n")
        .contains("hmac-javax: 48 B/op")
        .doesNotContain("NOISY");
  }

  @Test
  void shouldSayBesideTheFiguresThatTheMachineWasTooNoisy() {
    final Report report = Reports.noisy();

    assertThat(ConsoleTable.of(report))
        .contains("  NOISY: Other processes used 25.0 % of the machine.\n")
        .contains("TOO NOISY. Before the run: Interruptions took 4.2 % of the time.\n");
    assertThat(HtmlReport.of(report))
        .contains("This machine was too noisy")
        .contains("Noisy: The hypervisor took away 2.0 % of the machine.");
    assertThat(HtmlReport.of(Reports.quiet())).doesNotContain("oisy:");
  }

  @Test
  void shouldNeedNothingBesideThePageItself() {
    assertThat(HtmlReport.of(Reports.quiet()))
        .doesNotContainPattern("(src|href)=")
        .doesNotContain("@import")
        .doesNotContain("url(");
  }

  @Test
  void shouldEscapeWhatIsText() {
    assertThat(HtmlReport.of(Reports.quiet()))
        .contains("Some &lt;CPU&gt; at 2596 MHz")
        .contains("A note with a &lt;tag&gt; in it.")
        .doesNotContain("<tag>");
  }

  @Test
  void shouldPlotTheValuesByPercentile() {
    assertThat(DOT.matcher(HtmlReport.of(Reports.quiet())).results())
        .extracting(dot -> dot.group(1))
        .satisfiesExactly(
            gate -> assertThat(gate).matches("journaled decision, 99 %: 1\\.4\\d µs"),
            echo -> assertThat(echo).matches("bare echo, 99 %: 6\\d\\d ns"),
            noise -> assertThat(noise).isEqualTo("thread 1, 99 %: 32 ns"));
  }
}
