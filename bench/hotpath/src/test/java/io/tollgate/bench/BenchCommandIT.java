package io.tollgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandIT {
  @TempDir private Path results;

  @Test
  void shouldMeasureInAProcessOfItsOwnAndEndWithZeroWhereAllBarsAreMet() throws Exception {
    final Result result = fake("--quick", "--json", "--only", "good");

    assertThat(result.output())
        .contains("good: nothing at all", "\"id\" : \"good-1\"")
        .containsPattern("By process [0-9]+, quickly")
        .doesNotContain("By process " + result.pid() + ",");
    assertThat(result.exitCode()).isZero();
    assertThat(Files.readString(file("report.html"))).contains("good-1").contains("quick run");
    assertThat(Files.readString(file("report.json"))).contains("\"good-2\"");
    assertThat(Files.readString(file("report.txt"))).contains("2 meet the bar, 0 miss it");
  }

  @Test
  void shouldEndWithOneWhereABarIsMissedOrCouldNotBeMeasured() throws Exception {
    final Result result = fake("--quick", "--only", "good-2,missing,broken-1");

    assertThat(result.output())
        .containsPattern("good-2 .*met\n")
        .doesNotContain("good-1")
        .containsPattern("missing-1 .*MISSED\n")
        .containsPattern("broken-1 .*MISSED\n")
        .contains("disk is on fire");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void shouldRefuseToMeasureWhatItDoesNotKnow() throws Exception {
    final Result result = fake("--only", "speed");

    assertThat(result.output()).contains("there is no speed");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(results).isEmptyDirectory();
  }

  @Test
  void shouldMeasureSomethingRealThroughTheLauncher() throws Exception {
    final ProcessBuilder launcher =
        new ProcessBuilder(
            root().resolve("ops/tollgate").toString(),
            "bench",
            "hotpath",
            "--quick",
            "--only",
            "journal");
    launcher
        .environment()
        .put("TOLLGATE_LIB", root().resolve("bench/hotpath/target/tollgate-bench/lib").toString());
    launcher.environment().put("TOLLGATE_RESULTS", results.toString());

    final Result result = run(launcher);

    assertThat(result.output()).contains("noise-p999", "journal-16", "B/op");
    assertThat(result.exitCode()).isZero();
    assertThat(file("report.html")).isNotEmptyFile();
  }

  private Result fake(final String... args) throws IOException, InterruptedException {
    final List<String> all = new ArrayList<>(List.of("--results", results.toString()));
    all.addAll(List.of(args));
    return run(ChildJvm.of(List.of(), FakeSuite.class, all));
  }

  private static Result run(final ProcessBuilder builder) throws IOException, InterruptedException {
    final Process process = builder.redirectErrorStream(true).start();
    final String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.pid(), process.waitFor(), output);
  }

  private Path file(final String name) throws IOException {
    try (Stream<Path> files = Files.walk(results)) {
      return files
          .filter(file -> file.getFileName().toString().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  private record Result(long pid, int exitCode, String output) {}
}
