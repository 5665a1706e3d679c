package io.tollgate.ops.command;

import io.tollgate.identity.domain.SuccessionFlaw;
import io.tollgate.identity.message.RecordMessages.ReadRecord;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies an exported record; asks nobody. */
@Command(
    name = "verify",
    description = "Verify an exported agent's id and succession of keys; needs no gate")
public final class AgentVerifyCommand implements Callable<Integer> {
  private static final Pattern AGENT_ID = Pattern.compile("[0-9a-f]{64}");

  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "FILE", description = "As agent export wrote it")
  private Path file;

  @Option(
      names = "--id",
      paramLabel = "AGENT",
      description = "The id (64 hex digits) of the agent that it must be of")
  private String id;

  @Override
  public Integer call() {
    if (id != null && !AGENT_ID.matcher(id).matches()) {
      throw CliException.usage("--id has 64 hex digits");
    }
    final ReadRecord read = RecordFile.parse(file.toString(), RecordFile.read(file));
    final Optional<SuccessionFlaw> flaw = RecordFile.flaw(read.record(), Optional.ofNullable(id));
    output.print(RecordView.json(read, flaw), () -> RecordView.text(read, flaw));
    return (flaw.isEmpty() ? ExitCode.OK : ExitCode.FAILURE).code();
  }
}
