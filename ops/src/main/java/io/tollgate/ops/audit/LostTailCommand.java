package io.tollgate.ops.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.log.LostTail;
import io.tollgate.audit.recorder.LostTailRequest;
import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.command.OutputOptions;
import io.tollgate.ops.config.GateHome;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the journal lost of what the audit logs have, and lets the recorder admit it. */
@Command(
    name = "lost-tail",
    description = {
      "Show which positions are in the audit logs and no longer in the journal, as after a power"
          + " failure (exit 1: there are some), or admit them",
      "What is admitted stays in the logs; a signed record says that the journal lost it, and the"
          + " recorder goes on with what the journal has there now."
    })
public final class LostTailCommand implements Callable<Integer> {

  @Mixin private AuditOptions audit;
  @Mixin private OutputOptions output;

  @Option(
      names = "--admit",
      paramLabel = "FIRST-LAST",
      description = "Admit just these positions, those that are shown without this option")
  private String admitted;

  @Override
  public Integer call() {
    final GateHome home = audit.home();
    final Optional<LostTail> lost = find(home);
    if (admitted == null) {
      output.print(json(lost), () -> text(lost));
      return (lost.isEmpty() ? ExitCode.OK : ExitCode.FAILURE).code();
    }
    if (lost.isEmpty() || !lost.get().equals(parsed())) {
      throw CliException.usage("--admit " + admitted + " is not what is lost. " + text(lost));
    }
    new LostTailRequest(home.audit()).write(lost.get());
    output.print(
        json(lost).put("asked", true),
        () -> "The recorder admits them within seconds, or as soon as the gate is up.\n");
    return ExitCode.OK.code();
  }

  private static Optional<LostTail> find(final GateHome home) {
    try (JournalReader journal = JournalReader.open(home.journal())) {
      return LostTail.find(home.audit(), journal);
    } catch (final JournalException | AuditLogException e) {
      throw new CliException(ExitCode.FAILURE, e.getMessage(), e);
    }
  }

  private LostTail parsed() {
    try {
      return LostTailRequest.parse(admitted);
    } catch (final IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--admit: " + e.getMessage(), e);
    }
  }

  private static ObjectNode json(final Optional<LostTail> lost) {
    final ObjectNode node = Json.object();
    node.put("lost", lost.isPresent());
    lost.ifPresent(tail -> node.put("first", tail.first()).put("last", tail.last()));
    return node;
  }

  private static String text(final Optional<LostTail> lost) {
    return lost.map(
            tail ->
                "The journal lost positions "
                    + tail.first()
                    + " to "
                    + tail.last()
                    + ": they are in the audit logs. Restore the journal, or admit it with --admit "
                    + tail.first()
                    + "-"
                    + tail.last()
                    + "\n")
        .orElse("The journal has all that the audit logs have.\n");
  }
}
