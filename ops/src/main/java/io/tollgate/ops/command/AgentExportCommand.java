package io.tollgate.ops.command;

import io.tollgate.identity.domain.SuccessionFlaw;
import io.tollgate.identity.message.RecordMessages.ReadRecord;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an agent's record to a file. */
@Command(
    name = "export",
    description =
        "Write all that is kept about an agent to a file (protobuf) that anyone can verify")
public final class AgentExportCommand implements Runnable {
  @Mixin private GateOptions gate;

  @Parameters(paramLabel = "AGENT", description = "Id (64 hex digits) or name")
  private String agent;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "A new file; it holds no secrets")
  private Path out;

  @Override
  public void run() {
    if (Files.exists(out)) {
      throw CliException.usage(out + " exists already");
    }
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final byte[] bytes = client.getFreshMessage(new Query("/v1/agents/" + id + "/record"));
    final ReadRecord read = RecordFile.parse("the gate's answer", bytes);
    final Optional<SuccessionFlaw> flaw = RecordFile.flaw(read.record(), Optional.of(id));
    flaw.ifPresent(
        found -> {
          throw CliException.failure("nothing was written: " + RecordView.problem(found));
        });
    write(bytes);
    gate.print(
        RecordView.json(read, flaw).put("file", out.toString()), () -> RecordView.text(read, flaw));
    gate.say("written to " + out + "; verify it anywhere with: ops/tollgate agent verify " + out);
  }

  private void write(final byte[] bytes) {
    try {
      Files.write(out, bytes, StandardOpenOption.CREATE_NEW);
    } catch (final FileAlreadyExistsException e) {
      throw new CliException(ExitCode.USAGE, out + " exists already", e);
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, "cannot write " + out + ": " + e, e);
    }
  }
}
