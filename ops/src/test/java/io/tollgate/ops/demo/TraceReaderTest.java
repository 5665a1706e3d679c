package io.tollgate.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceReaderTest {

  private static final String HEADING = "TIMESTAMP,ContextTokens,GeneratedTokens\n";

  @Test
  void shouldReadTimesToTheNanosecondWithEitherLineEnd() throws IOException {
    assertThat(
            read(
                HEADING
                    + "2023-11-16 18:17:03.9799600,4808,10\r\n"
                    + "2023-11-16 18:17:04.000000001,0,0\n"
                    + "2023-11-16 18:17:05+00:00,3,4"))
        .containsExactly(
            new TraceRequest(0, 4808, 10),
            new TraceRequest(20_040_001, 0, 0),
            new TraceRequest(1_020_040_000, 3, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2023-11-16 18:17:03,1               | t.csv:2: 3 fields expected, 2 found
          2023-11-16 18:17:03,1,2,3           | t.csv:2: 3 fields expected, 4 found
          2023-11-16T18:17:03,1,2             | t.csv:2: TIMESTAMP must look like
          2023-02-30 18:17:03,1,2             | t.csv:2: TIMESTAMP must look like
          2023-11-16 18:17:03,-1,2            | t.csv:2: ContextTokens must be a whole number
          2023-11-16 18:17:03,1,2.5           | t.csv:2: GeneratedTokens must be a whole number
          2023-11-16 18:17:03,,2              | t.csv:2: ContextTokens must be a whole number
          2023-11-16 18:17:03,1,10000001      | t.csv:2: GeneratedTokens must be at most 10000000
          """)
  void shouldNameTheLineOfWhatIsNotOfTheForm(final String line, final String message) {
    assertThatThrownBy(() -> read(HEADING + line))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void shouldRefuseTimesThatGoBack() {
    assertThatThrownBy(
            () -> read(HEADING + "2023-11-16 18:17:03.5,1,2\n2023-11-16 18:17:03.4,1,2\n"))
        .hasMessage("t.csv:3: the time goes back");
  }

  @Test
  void shouldRefuseAnotherHeadingAndAnEmptyTrace() {
    assertThatThrownBy(() -> read("")).hasMessageStartingWith("t.csv:1: the heading must be");
    assertThatThrownBy(() -> read("a,b,c\n")).hasMessageStartingWith("t.csv:1: the heading");
    assertThatThrownBy(() -> read(HEADING)).hasMessage("t.csv:2: the trace holds no request");
  }

  @Test
  void shouldReadTheTraceThatIsCarried() {
    final List<TraceRequest> requests = CarriedData.trace();

    assertThat(requests).hasSize(8819);
    assertThat(requests.stream().mapToLong(TraceRequest::contextTokens).sum())
        .isEqualTo(18_059_974);
    assertThat(requests.stream().mapToLong(TraceRequest::generatedTokens).sum()).isEqualTo(245_896);
  }

  private static List<TraceRequest> read(final String text) throws IOException {
    return new TraceReader("t.csv", new StringReader(text)).readAll();
  }
}
