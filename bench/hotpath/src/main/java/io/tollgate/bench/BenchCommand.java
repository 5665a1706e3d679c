package io.tollgate.bench;

import io.tollgate.bench.report.ConsoleTable;
import io.tollgate.bench.report.HtmlReport;
import io.tollgate.bench.report.Report;
import io.tollgate.bench.report.ReportJson;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Verdict;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line of a suite. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = MeasureCommand.class,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:every bar that was measured is met",
      "1:a bar is missed, or something could not be measured",
      "2:the command line is wrong"
    },
    description =
        "Measures on this machine, prints every row with its bar and figure, and writes a report"
            + " (one page, JSON, .hlog and .hgrm files).")
public final class BenchCommand implements Callable<Integer> {
  private static final DateTimeFormatter DIRECTORY_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Suite suite;

  @Option(names = "--quick", description = "Rough figures in a few minutes.")
  private boolean quick;

  @Option(names = "--json", description = "Print the report as JSON instead of a table.")
  private boolean json;

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "Measure only these: rows or whole measurements, as --list names them.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(names = "--list", description = "Name the measurements and their rows, and end.")
  private boolean list;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Where the report's directory goes (default: ${DEFAULT-VALUE}).")
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
   * @return the exit status.
   */
  public static int execute(final Suite suite, final String[] args) {
    return new CommandLine(new BenchCommand(suite))
        .setCommandName("tollgate bench " + suite.name())
        .setExecutionExceptionHandler(BenchCommand::tellWhatFailed)
        .execute(args);
  }

  /** The cause comes last, where it is seen. */
  private static int tellWhatFailed(
      final Exception failure, final CommandLine command, final ParseResult parsed) {
    failure.printStackTrace(command.getErr());
    command.getErr().println(failure);
    command.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  Suite suite() {
    return suite;
  }

  @Override
  public Integer call() throws Exception {
    final PrintWriter out = spec.commandLine().getOut();
    if (list) {
      suite.measurements().forEach(one -> out.println(one.id() + rowsOf(one)));
      return 0;
    }
    final List<Measurement> chosen = chosen();
    final Path directory =
        results
            .resolve(suite.name() + "-" + DIRECTORY_TIME.format(LocalDateTime.now(ZoneOffset.UTC)))
            .toAbsolutePath();
    Files.createDirectories(directory);
    final PrintWriter told = spec.commandLine().getErr();
    final Report report = new BenchRun(suite, only, quick, directory, told).run(chosen);
    final String asJson = ReportJson.text(report);
    Files.writeString(directory.resolve("report.json"), asJson);
    Files.writeString(directory.resolve("report.html"), HtmlReport.of(report));
    Files.writeString(directory.resolve("report.txt"), ConsoleTable.of(report));
    out.print(json ? asJson + "\n" : ConsoleTable.of(report));
    out.flush();
    told.println("The report is " + directory.resolve("report.html"));
    return report.count(Verdict.MISSED) == 0 ? 0 : 1;
  }

  private static String rowsOf(final Measurement measurement) {
    return measurement.rowIds().isEmpty() ? "" : ": " + String.join(" ", measurement.rowIds());
  }

  private List<Measurement> chosen() {
    for (final String id : only) {
      if (suite.measurements().stream().noneMatch(one -> makes(one, id))) {
        throw new ParameterException(
            spec.commandLine(), "--only: there is no " + id + " (--list names all)");
      }
    }
    return suite.measurements().stream()
        .filter(one -> only.isEmpty() || only.stream().anyMatch(id -> makes(one, id)))
        .toList();
  }

  private static boolean makes(final Measurement measurement, final String id) {
    return measurement.id().equals(id) || measurement.rowIds().contains(id);
  }
}
