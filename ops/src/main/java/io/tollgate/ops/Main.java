package io.tollgate.ops;

import io.tollgate.ops.audit.AuditCommands;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.command.AgentCommands;
import io.tollgate.ops.command.BudgetCommands;
import io.tollgate.ops.command.CheckCommand;
import io.tollgate.ops.command.CompletionCommand;
import io.tollgate.ops.command.ConfigCommands;
import io.tollgate.ops.command.DecisionsCommand;
import io.tollgate.ops.command.DelegateCommands;
import io.tollgate.ops.command.JoinTokenCommands;
import io.tollgate.ops.command.KeyCommands;
import io.tollgate.ops.command.PermissionCommands;
import io.tollgate.ops.command.PriceCommands;
import io.tollgate.ops.command.QueueCommands;
import io.tollgate.ops.command.QuotaCommands;
import io.tollgate.ops.command.RevokeCommands;
import io.tollgate.ops.command.TenantCommands;
import io.tollgate.ops.command.TokenCommands;
import io.tollgate.ops.config.ConfigurationException;
import io.tollgate.ops.demo.DemoCommand;
import io.tollgate.ops.gate.DownCommand;
import io.tollgate.ops.gate.StatusCommand;
import io.tollgate.ops.gate.UpCommand;
import io.tollgate.ops.journal.JournalCommands;
import io.tollgate.ops.latency.LatencyCommand;
import io.tollgate.ops.rest.ProblemException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command line: {@code ops/tollgate} starts it with the right JVM and jars. */
@Command(
    name = "tollgate",
    description = "The gate between AI agents and what they may do, spend, run and say.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = SoftwareVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it worked",
      "1:it did not; stderr says why",
      "2:the command line makes no sense",
      "3:denied",
      "4:a person has to approve it first",
      "5:the gate is not up, or cannot answer now"
    },
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      DemoCommand.class,
      TenantCommands.class,
      AgentCommands.class,
      JoinTokenCommands.class,
      PermissionCommands.class,
      DelegateCommands.class,
      CheckCommand.class,
      QuotaCommands.class,
      BudgetCommands.class,
      PriceCommands.class,
      KeyCommands.class,
      RevokeCommands.class,
      QueueCommands.class,
      DecisionsCommand.class,
      TokenCommands.class,
      LatencyCommand.class,
      JournalCommands.class,
      AuditCommands.class,
      ConfigCommands.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(final String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Returns the whole command line, ready to execute. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(Main::explain);
  }

  private static int explain(
      final Exception failure, final CommandLine command, final ParseResult parsed) {
    final PrintWriter err = command.getErr();
    final ExitCode exitCode;
    if (failure instanceof final CliException known) {
      exitCode = known.exitCode();
    } else if (failure instanceof final ProblemException problem) {
      exitCode = problem.exitCode();
    } else if (failure instanceof ConfigurationException) {
      exitCode = ExitCode.USAGE;
    } else {
      exitCode = ExitCode.FAILURE;
      failure.printStackTrace(err);
    }
    err.println("tollgate: " + failure.getMessage());
    err.flush();
    return exitCode.code();
  }
}
