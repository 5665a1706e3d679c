package io.tollgate.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with this one's options, spoken to line by line, which can be killed or stopped. */
final class ChildJvm implements AutoCloseable {
  private static final long END_SECONDS = 60;

  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  /**
   * Starts a JVM.
   *
   * @param classPath of it.
   * @param options beside this JVM's own.
   * @param main class of it.
   * @param arguments of it; nothing secret.
   */
  ChildJvm(
      final String classPath,
      final List<String> options,
      final Class<?> main,
      final String... arguments) {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx192m",
            "-Dslf4j.internal.verbosity=ERROR"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Says a line to it; what is secret goes this way. */
  void say(final String line) {
    try {
      to.write(line + "\n");
      to.flush();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line that begins with a word; what follows the word. */
  String hear(final String word) {
    try {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        if (line.startsWith(word)) {
          return line.substring(word.length()).strip();
        }
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("process " + pid() + " ended before it said " + word);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGSTOP. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  private void signal(final String name) {
    final String command = "kill -" + name + " " + pid();
    try {
      if (new ProcessBuilder("sh", "-c", command).start().waitFor() != 0) {
        throw new AssertionError(command);
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Ends its input, at which it is to end by itself, and waits for that. */
  void end() {
    try {
      to.close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("process " + pid() + " did not end");
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
