package io.tollgate.ops.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.Timed;
import io.tollgate.latency.TimedHistograms;
import io.tollgate.ops.Main;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Over files as an engine writes them. */
class LatencyCommandTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(final String... arguments) {
    final List<String> all = new ArrayList<>(List.of("latency", "--data", directory.toString()));
    all.addAll(List.of(arguments));
    final CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(all.toArray(String[]::new));
  }

  private void anEngineTimed(final boolean anythingLately) throws IOException {
    anEngineTimed(anythingLately, 70_000);
  }

  private void anEngineTimed(final boolean anythingLately, final long endMs) throws IOException {
    final TimedHistograms interval = new TimedHistograms();
    if (anythingLately) {
      interval.record(Timed.CHECK.index(), 800, 999);
      interval.record(Timed.CHECK.index(), 120_000, 1);
      interval.record(Timed.WAIT.index(), 20_000, 1_000);
    }
    final TimedHistograms total = new TimedHistograms();
    total.add(interval);
    total.record(Timed.RESERVE.index(), 1_500, 50);
    total.record(Timed.WAIT.index(), 20_000, 50);
    interval.label("", endMs - 10_000, endMs);
    total.label(LatencySnapshot.TOTAL, 0, endMs);
    final Path file = LatencySnapshot.fileIn(directory);
    Files.createDirectories(file.getParent());
    new LatencySnapshot(interval, total).write(file);
  }

  @Test
  void shouldShowTheLastIntervalAndAllSinceTheStart() throws IOException {
    anEngineTimed(true);

    assertThat(run()).isEqualTo(ExitCode.OK.code());
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "LAST 10.0 s, µs COUNT P50 P90 P99 P99.9 P99.99 MAX",
            "check 1000 0.80 0.80 0.80 0.80 120.32 120.32",
            "wait 1000 20.10 20.10 20.10 20.10 20.10 20.10",
            "",
            "SINCE START, 70.0 s, µs COUNT P50 P90 P99 P99.9 P99.99 MAX",
            "check 1000 0.80 0.80 0.80 0.80 120.32 120.32",
            "reserve 50 1.50 1.50 1.50 1.50 1.50 1.50",
            "wait 1050 20.10 20.10 20.10 20.10 20.10 20.10");
  }

  @Test
  void shouldTellProgramsTheSame() throws IOException {
    anEngineTimed(true);

    assertThat(run("--json")).isEqualTo(ExitCode.OK.code());
    final JsonNode json = Json.parse(out.toString());
    final JsonNode check = json.path("interval").path("operations").path("check");
    assertThat(check.path("count").asLong()).isEqualTo(1_000);
    assertThat(check.path("p99_9_ns").asLong()).isBetween(800L, 808L);
    assertThat(check.path("max_ns").asLong()).isBetween(120_000L, 121_200L);
    assertThat(json.path("interval").path("operations").path("commit").toString())
        .isEqualTo("{\"count\":0}");
    assertThat(json.path("interval").path("to").asText()).isEqualTo("1970-01-01T00:01:10Z");
    assertThat(json.path("since_start").path("wait").path("count").asLong()).isEqualTo(1_050);
  }

  @Test
  void shouldDrawInTheTerminal() throws IOException {
    anEngineTimed(true);

    assertThat(run("--plot")).isEqualTo(ExitCode.OK.code());
    assertThat(out.toString()).contains("● check  ○ wait", "99.9 %", "●●●●●●●●");
  }

  @Test
  void shouldDrawAllSinceTheStartWhereNothingHappenedLately() throws IOException {
    anEngineTimed(false);

    assertThat(run("--plot")).isEqualTo(ExitCode.OK.code());
    assertThat(out.toString()).contains("● reserve  ○ wait");
  }

  @Test
  void shouldShowOnlyTheSumsWhereTheyAreWanted() throws IOException {
    anEngineTimed(true);

    assertThat(run("--total", "--plot")).isEqualTo(ExitCode.OK.code());
    assertThat(out.toString()).startsWith("SINCE START").contains("● check  ○ reserve  ▲ wait");
  }

  @Test
  @Timeout(30)
  void shouldWaitForTheNextIntervalOrForTheEnginesEnd() throws Exception {
    anEngineTimed(false);
    Files.writeString(
        directory.resolve("run/engine.json"), "{\"pid\": " + ProcessHandle.current().pid() + "}");
    final CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> run("--watch"));
    await().until(() -> out.toString().contains("SINCE START"));
    assertThat(out.toString()).doesNotContain("check");

    anEngineTimed(true, 80_000);
    await().until(() -> out.toString().contains("check"));

    Files.delete(directory.resolve("run/engine.json"));
    assertThat(waiting.get()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(run("--next")).isEqualTo(ExitCode.UNAVAILABLE.code());
  }

  @Test
  @Timeout(30)
  void shouldNeitherShowNorAwaitWhatAKilledEngineTimed() throws Exception {
    anEngineTimed(true);
    final Path file = LatencySnapshot.fileIn(directory);
    final Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("process " + ProcessHandle.current().pid(), "process " + killed.pid()));
    Files.writeString(directory.resolve("run/engine.json"), "{\"pid\": " + killed.pid() + "}");

    assertThat(run()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(run("--next")).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldNotTakeALaterProcessOfTheSameIdForTheOneThatWrote() throws IOException {
    anEngineTimed(true);
    final Path file = LatencySnapshot.fileIn(directory);
    Files.writeString(file, Files.readString(file).replaceFirst(" since \\d", " since 9"));

    assertThat(run()).isEqualTo(ExitCode.UNAVAILABLE.code());
  }

  @Test
  void shouldDrawIntoFiles() throws IOException {
    anEngineTimed(true);

    assertThat(run("--plot", "--out", directory.resolve("a.svg").toString())).isZero();
    assertThat(run("--plot", "--out", directory.resolve("a.html").toString())).isZero();
    assertThat(Files.readString(directory.resolve("a.svg"))).startsWith("<svg").contains("check");
    assertThat(Files.readString(directory.resolve("a.html")))
        .startsWith("<!doctype html>")
        .contains("<svg", "Last interval", "Since the start", "LAST 10.0 s")
        .doesNotContain("src=", "href=");
  }

  @Test
  void shouldSayWhereNoEngineIsUp() {
    assertThat(run()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(err.toString()).contains("no engine is up");
  }

  @Test
  void shouldRefuseOptionsThatDoNotGoTogether() {
    assertThat(run("--out", "a.svg")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("--plot", "--out", "a.png")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("--plot", "--watch", "--out", "a.svg")).isEqualTo(ExitCode.USAGE.code());
  }
}
