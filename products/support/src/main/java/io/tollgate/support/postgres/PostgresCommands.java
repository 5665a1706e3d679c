package io.tollgate.support.postgres;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the server's programs with an environment of their own. PostgreSQL refuses to run as root;
 * there it runs in a user namespace without any of root's powers, in which it keeps root's files
 * and nothing else.
 */
final class PostgresCommands {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);
  private static final int OUTPUT_BYTES = 4_096;
  private static final String NICENESS = "5";

  private final PostgresBinaries binaries;
  private final List<String> prefix;

  PostgresCommands(final PostgresBinaries binaries) {
    this.binaries = binaries;
    prefix = isRoot() ? withoutRoot() : List.of();
  }

  private static boolean isRoot() {
    return "root"
        .equals(ProcessHandle.current().info().user().orElse(System.getProperty("user.name")));
  }

  private static List<String> withoutRoot() {
    final List<String> prefix = List.of("unshare", "--user");
    final List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    if (finish(start(probe, null), PROBE_TIMEOUT).exitCode() != 0) {
      throw new PostgresException(
          "PostgreSQL does not run as root and this machine gives root no user namespace: run the gate as another user,"
              + " or give the address of an external PostgreSQL");
    }
    return prefix;
  }

  /** Runs one of the programs to its end. */
  Result run(final Duration timeout, final String program, final String... arguments) {
    return finish(start(command(List.of(), program, List.of(arguments)), null), timeout);
  }

  /**
   * Starts the server in a session of its own, so that a Ctrl-C for the gate does not stop it
   * before the gate. It gives way to whoever waits for the gate itself: what is written to it
   * stands in the journal already.
   */
  Process startServer(final File logFile, final List<String> arguments) {
    return start(
        command(List.of("nice", "-n", NICENESS, "setsid"), "postgres", arguments), logFile);
  }

  private List<String> command(
      final List<String> first, final String program, final List<String> arguments) {
    final List<String> command = new ArrayList<>(first);
    command.addAll(prefix);
    command.add(binaries.program(program));
    command.addAll(arguments);
    return command;
  }

  private static Process start(final List<String> command, final File logFile) {
    final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    final Map<String, String> environment = builder.environment();
    final String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.putAll(Map.of("PATH", path, "LC_ALL", "C", "TZ", "UTC"));
    builder.directory(Path.of("/").toFile());
    if (logFile != null) {
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile));
    }
    try {
      final Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (final IOException ex) {
      throw new PostgresException("cannot run " + command.get(0), ex);
    }
  }

  private static Result finish(final Process process, final Duration timeout) {
    try (InputStream output = process.getInputStream()) {
      final byte[] head = output.readNBytes(OUTPUT_BYTES);
      output.transferTo(java.io.OutputStream.nullOutputStream());
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new PostgresException(
            process.info().command().orElse("a program") + " did not end in " + timeout);
      }
      return new Result(process.exitValue(), new String(head, StandardCharsets.UTF_8).strip());
    } catch (final IOException ex) {
      throw new PostgresException("cannot read what a program says", ex);
    } catch (final InterruptedException ex) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while a program ran", ex);
    }
  }

  /** How a program ended, and the head of what it said. */
  record Result(int exitCode, String output) {}
}
