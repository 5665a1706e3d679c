package io.tollgate.ops.gate;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.config.Role;
import io.tollgate.ops.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the gate in a session of its own, and waits until it is ready or has failed. */
final class DetachedStart {

  private static final long READY_LIMIT_NS = TimeUnit.MINUTES.toNanos(5);
  private static final long POLL_MS = 50;
  private static final int TAIL_LINES = 20;

  private final Configuration configuration;
  private final List<String> arguments;

  /**
   * Prepares a start.
   *
   * @param arguments options of up that say the same to the other process
   */
  DetachedStart(final Configuration configuration, final List<String> arguments) {
    this.configuration = configuration;
    this.arguments = List.copyOf(arguments);
  }

  /** Returns when every role is ready. */
  void run() {
    final Path console = configuration.home().log().resolve("console.log");
    final Process process = launch(console);
    final long deadlineNs = System.nanoTime() + READY_LIMIT_NS;
    while (!isReady(process)) {
      if (!process.isAlive()) {
        throw CliException.failure("the gate did not start:\n" + tail(console));
      }
      if (System.nanoTime() - deadlineNs > 0) {
        process.destroy();
        throw new CliException(
            ExitCode.UNAVAILABLE, "the gate was not ready in time; see " + console);
      }
      pause();
    }
  }

  private Process launch(final Path console) {
    final List<String> command = new ArrayList<>();
    command.add("setsid");
    command.add(System.getProperty("tollgate.launcher"));
    command.add("up");
    command.addAll(arguments);
    try {
      Files.createDirectories(console.getParent());
      return new ProcessBuilder(command)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectErrorStream(true)
          .redirectOutput(console.toFile())
          .start();
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, "cannot start the gate: " + e.getMessage(), e);
    }
  }

  private boolean isReady(final Process process) {
    final GateHome home = configuration.home();
    for (final Role role : configuration.get(Settings.ROLES)) {
      if (new RoleFile(home, role).read().path("pid").asLong() != process.pid()) {
        return false;
      }
    }
    return !configuration.get(Settings.ROLES).contains(Role.API) || new ReadyProbe(home).isReady();
  }

  private static String tail(final Path file) {
    try {
      final List<String> lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (final IOException e) {
      return "see " + file;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.UNAVAILABLE, "interrupted while the gate started", e);
    }
  }
}
