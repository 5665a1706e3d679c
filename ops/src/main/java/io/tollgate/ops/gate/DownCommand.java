package io.tollgate.ops.gate;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.command.ConfigurationOptions;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.config.Role;
import io.tollgate.ops.config.Settings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the gate of a data directory: what it was asked before is answered first. */
@Command(name = "down", description = "Drain and stop the gate")
public final class DownCommand implements Callable<Integer> {

  private static final long STOP_LIMIT_S = 90;

  @Spec private CommandSpec command;
  @Mixin private ConfigurationOptions options;

  @Override
  public Integer call() {
    final var configuration = options.load();
    final Set<ProcessHandle> processes =
        processes(configuration.home(), configuration.get(Settings.ROLES));
    final PrintWriter err = command.commandLine().getErr();
    if (processes.isEmpty()) {
      err.println("no gate is up on " + configuration.home().root());
      err.flush();
      return ExitCode.UNAVAILABLE.code();
    }
    for (final ProcessHandle process : processes) {
      err.println("stopping process " + process.pid());
      err.flush();
      process.destroy();
      await(process);
    }
    err.println("the gate is down");
    err.flush();
    return ExitCode.OK.code();
  }

  /** In the reverse of the order in which they started. */
  private static Set<ProcessHandle> processes(final GateHome home, final List<Role> roles) {
    final List<Role> reversed = new ArrayList<>(roles);
    Collections.reverse(reversed);
    final Set<ProcessHandle> processes = new LinkedHashSet<>();
    for (final Role role : reversed) {
      new RoleFile(home, role).process().ifPresent(processes::add);
    }
    return processes;
  }

  private static void await(final ProcessHandle process) {
    try {
      process.onExit().get(STOP_LIMIT_S, TimeUnit.SECONDS);
    } catch (final TimeoutException | ExecutionException e) {
      throw new CliException(
          ExitCode.FAILURE,
          "process "
              + process.pid()
              + " did not stop within "
              + STOP_LIMIT_S
              + " s; kill -9 is safe: the journal makes up for it",
          e);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILURE, "interrupted", e);
    }
  }
}
