package io.tollgate.bench;

import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Settings;
import io.tollgate.bench.result.Verdict;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of a suite. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures on the machine at hand, and ends with 1 where a bar is missed.")
public final class BenchCommand implements Callable<Integer> {
  private final Suite suite;

  @Option(names = "--quick", description = "Rough figures in a few minutes.")
  private boolean quick;

  @Option(names = "--results", description = "Where the report goes (default: ${DEFAULT-VALUE}).")
  private Path results = Path.of("bench/results");

  @Spec private CommandSpec spec;

  private BenchCommand(final Suite suite) {
    this.suite = suite;
  }

  /**
   * Runs a suite.
   *
   * @param suite what to run.
   * @param args the command line.
   * @return the exit status: 0 all bars met, 1 one missed, 2 bad usage.
   */
  public static int execute(final Suite suite, final String[] args) {
    return new CommandLine(new BenchCommand(suite)).execute(args);
  }

  @Override
  public Integer call() throws Exception {
    final PrintWriter out = spec.commandLine().getOut();
    Files.createDirectories(results);
    final Path scratch = Files.createTempDirectory("tollgate-bench-");
    boolean missed = false;
    for (final Measurement measurement : suite.measurements()) {
      final Section section =
          measurement.run(new Settings(quick, results, scratch), text -> out.println("  " + text));
      for (final Row row : section.rows()) {
        out.println(row);
        missed |= row.verdict() == Verdict.MISSED;
      }
    }
    return missed ? 1 : 0;
  }
}
