package io.tollgate.ops.command;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The completion script of bash and zsh. */
@Command(
    name = "completion",
    description = "Print a completion script: source <(ops/tollgate completion)")
public final class CompletionCommand implements Runnable {

  @Spec private CommandSpec command;

  @Override
  public void run() {
    final PrintWriter out = command.commandLine().getOut();
    out.print(AutoComplete.bash("tollgate", command.root().commandLine()));
    out.flush();
  }
}
