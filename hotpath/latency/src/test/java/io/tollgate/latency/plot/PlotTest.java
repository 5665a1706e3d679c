package io.tollgate.latency.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotTest {
  private static Curve curve(final String name, final long... valuesAndCounts) {
    final Histogram histogram = new Histogram(2);
    for (int i = 0; i < valuesAndCounts.length; i += 2) {
      histogram.recordValueWithCount(valuesAndCounts[i], valuesAndCounts[i + 1]);
    }
    return new Curve(name, histogram);
  }

  @Test
  void shouldDrawEachCurveWithItsOwnMarkFromItsMedianToItsTail() {
    final String[] lines =
        new TextPlot(40, 9)
            .draw(List.of(curve("check", 500, 990, 40_000, 10), curve("commit", 5_000, 1_000)))
            .split("\n", -1);

    assertThat(lines).hasSize(13);
    assertThat(lines[0]).startsWith("   50 µs ┤").doesNotContain("○");
    assertThat(lines[8]).startsWith("  500 ns ┤●●●●●");
    assertThat(lines[11]).isEqualTo("          ● check  ○ commit");
    assertThat(lines[10].strip()).startsWith("0").endsWith("99.9 %").contains("50", "90", "99");
    assertThat(String.join("\n", List.of(lines).subList(0, 5))).contains("●");
    assertThat(lines).filteredOn(line -> line.contains("○○○○○○○○○○○○○○○○○○○○")).hasSize(1);
  }

  @Test
  void shouldShowNoMoreNinesThanThereAreValues() {
    assertThat(new TextPlot(60, 9).draw(List.of(curve("few", 100, 20)))).doesNotContain("99");
    assertThat(new TextPlot(60, 9).draw(List.of(curve("many", 100, 200_000))))
        .contains("99.999")
        .doesNotContain("99.9999");
  }

  @Test
  void shouldDrawWhatHasNoWidth() {
    assertThat(new TextPlot(20, 5).draw(List.of(curve("zero", 0, 1)))).contains("1 ns");
  }

  @Test
  void shouldMakePictureThatIsWellFormedWhateverTheNames() throws Exception {
    final String svg =
        SvgPlot.draw(
            "a < b & \"c\"", List.of(curve("check", 500, 990, 40_000, 10), curve("<x>", 7, 1)));

    final Document document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(document.getDocumentElement().getTextContent())
        .contains("a < b & \"c\"", "<x>", "check", "99.9 %", "100 µs")
        .contains("check, 90 %: 501 ns", "check, 99.9 %: 40.2 µs", "<x>, 50 %: 7 ns");
    assertThat(svg).doesNotContain("NaN", "href", "url(");
  }

  @Test
  void shouldRefuseWhatCannotBeDrawn() {
    assertThatThrownBy(() -> curve("empty")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TextPlot(60, 9).draw(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SvgPlot.draw("none", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TextPlot(3, 3)).isInstanceOf(IllegalArgumentException.class);
  }
}
