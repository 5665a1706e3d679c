package io.tollgate.ops.audit;

import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.command.OutputOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings the audit logs back from their copy. */
@Command(
    name = "restore",
    description =
        "Make the logs' files again from their copy in Kafka, byte for byte, and verify them (exit"
            + " 1: something is wrong)")
final class AuditRestoreCommand implements Callable<Integer> {
  @Mixin private KafkaCopy kafka;
  @Mixin private OutputOptions output;

  @Parameters(
      paramLabel = "DIR",
      description = "Where they go, a directory for each log; none of them may have files")
  private Path directory;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A verifier key that you trust, name+hash+key; may be given repeatedly")
  private List<String> keys;

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description = "A checkpoint that you were given before; may be given repeatedly")
  private List<Path> known;

  @Override
  public Integer call() {
    if (!kafka.isGiven()) {
      throw CliException.usage("--kafka must name the client's properties file");
    }
    final List<VerificationReport> reports =
        kafka.restore(directory, AuditCommands.parsed(keys), AuditCommands.read(known));
    return ReportView.print(reports, true, output);
  }
}
