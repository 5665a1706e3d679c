package io.tollgate.bench;

import io.tollgate.bench.report.SectionJson;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The child's side of {@link MeasurementProcess}. */
@Command(
    name = MeasureCommand.NAME,
    hidden = true,
    description = "Runs one measurement in this JVM and writes what it found out.")
final class MeasureCommand implements Callable<Integer> {
  static final String NAME = "measure";

  @ParentCommand private BenchCommand parent;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", description = "The measurement's id.")
  private String id;

  @Option(names = "--quick", description = "Whether a rough figure soon is wanted.")
  private boolean quick;

  @Option(names = "--results", required = true, description = "For .hlog and .hgrm files.")
  private Path results;

  @Option(names = "--scratch", required = true, description = "For the measurement's own files.")
  private Path scratch;

  @Option(names = "--answer", required = true, description = "Where the section goes.")
  private Path answer;

  @Override
  public Integer call() throws Exception {
    final PrintWriter out = spec.commandLine().getOut();
    final Measurement measurement = parent.suite().byId(id);
    SectionJson.write(
        answer,
        measurement.run(
            new Settings(quick, results, scratch),
            text -> {
              out.println(MeasurementProcess.STEP + text.replace('\n', ' '));
              out.flush();
            }));
    return 0;
  }
}
