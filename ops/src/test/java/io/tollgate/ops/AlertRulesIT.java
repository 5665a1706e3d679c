package io.tollgate.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alert rules, by promtool, which {@code ops/tollgate verify} installs where it is missing. */
class AlertRulesIT {
  private static final Path DIRECTORY = Checkout.ROOT.resolve("ops/prometheus");
  private static final String RULES = "tollgate.rules.yml";
  private static final String TESTS = "tollgate.rules.test.yml";

  private static Checkout.Result promtool(final String... arguments) throws IOException {
    final ProcessBuilder builder = new ProcessBuilder("promtool");
    builder.command().addAll(List.of(arguments));
    return Checkout.await(builder.directory(DIRECTORY.toFile()).redirectErrorStream(true).start());
  }

  private static List<String> found(final String pattern, final Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map((final MatchResult match) -> match.group(1))
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void shouldBeRulesThatPrometheusTakes() throws IOException {
    assertThat(promtool("check", "rules", RULES))
        .satisfies(result -> assertThat(result.output()).contains("SUCCESS"))
        .extracting(Checkout.Result::exitCode)
        .isEqualTo(0);
  }

  @Test
  void shouldFireWhenTheyShouldAndOnlyThen() throws IOException {
    final Checkout.Result result = promtool("test", "rules", TESTS);

    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void shouldEachBeTestedAndHaveARunbook() throws IOException {
    final List<String> alerts = found("alert: (\\w+)", DIRECTORY.resolve(RULES));

    assertThat(alerts).hasSizeGreaterThan(10);
    assertThat(found("alertname: (\\w+)", DIRECTORY.resolve(TESTS))).isEqualTo(alerts);
    assertThat(found("## (\\w+)\n", Checkout.ROOT.resolve("ops/runbooks/alerts.md")))
        .isEqualTo(alerts);
    assertThat(found("alerts.md#(\\w+)", DIRECTORY.resolve(RULES)))
        .hasSameSizeAs(alerts)
        .allSatisfy(anchor -> assertThat(alerts).anyMatch(alert -> alert.equalsIgnoreCase(anchor)));
  }
}
