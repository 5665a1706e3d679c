package io.tollgate.engine.support;

import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import io.tollgate.engine.domain.state.Capacities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An engine in a process of its own, to be killed. */
public final class EngineProcess implements AutoCloseable {
  /** What engines in tests hold. */
  public static final Capacities CAPACITIES =
      new Capacities(1 << 10, 1 << 6, 1 << 11, 1 << 10, 1 << 6, 1 << 16, 1 << 18, 1 << 10);

  private static final String READY = "READY ";
  private static final String REFUSED = "REFUSED ";

  private final Process process;
  private final BufferedReader output;
  private String lastLine = "";

  private EngineProcess(final Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a process; {@link #awaitReady()} waits for its engine. */
  public static EngineProcess start(final Path directory) {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add") || argument.startsWith("-XX:+Ignore")) {
        command.add(argument);
      }
    }
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Dchronicle.analytics.disable=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(EngineProcess.class.getName());
    command.add(directory.toString());
    try {
      return new EngineProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until clients can connect.
   *
   * @return the Aeron directory.
   */
  public Path awaitReady() {
    return Path.of(awaitLine(READY));
  }

  /** Waits until the engine has refused to start; what it said. */
  public String awaitRefused() {
    return awaitLine(REFUSED);
  }

  private String awaitLine(final String prefix) {
    final StringBuilder said = new StringBuilder();
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(prefix)) {
          lastLine = line;
          return line.substring(prefix.length());
        }
        said.append(line).append('\n');
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("the engine's process ended; it said " + said);
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("process " + process.pid() + " after " + lastLine + " lives on");
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Closes the engine cleanly. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  /** The process itself. */
  public static void main(final String[] arguments) {
    try {
      final EmbeddedEngine engine =
          EmbeddedEngine.launch(
              new EngineContext()
                  .dataDirectory(Path.of(arguments[0]))
                  .minFreeBytes(256L << 20)
                  .capacities(CAPACITIES));
      Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
      System.out.println(READY + engine.aeronDirectory());
    } catch (final RuntimeException e) {
      System.out.println(REFUSED + e.getMessage());
    }
  }
}
