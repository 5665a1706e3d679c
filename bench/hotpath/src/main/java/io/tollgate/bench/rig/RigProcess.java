package io.tollgate.bench.rig;

import io.tollgate.bench.ChildJvm;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with this one's class path and options, spoken to line by line. It ends when its
 * input does, so that none is left behind.
 */
public final class RigProcess implements AutoCloseable {
  private static final long END_TIMEOUT_S = 20;
  private static final String PREFIX = "rig: ";

  private final String name;
  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  /**
   * Starts a process and waits until it says that it is ready.
   *
   * @param main its main class.
   * @param jvmOptions beside this JVM's, which they override.
   * @param arguments of it.
   * @throws IOException if it ends before it is ready.
   */
  public RigProcess(
      final Class<?> main, final List<String> jvmOptions, final List<String> arguments)
      throws IOException {
    this.name = main.getSimpleName();
    process =
        ChildJvm.of(jvmOptions, main, arguments)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    hear();
  }

  /** In such a process: says a line to whoever started it. */
  public static void say(final String line) {
    final PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    out.println(PREFIX + line);
  }

  /** Says a line to it. */
  void tell(final String line) throws IOException {
    to.write(line + "\n");
    to.flush();
  }

  /** The next line that it says; waits for it. */
  String hear() throws IOException {
    String line = from.readLine();
    while (line != null && !line.startsWith(PREFIX)) {
      line = from.readLine();
    }
    if (line == null) {
      throw new IOException("the process " + name + " ended");
    }
    return line.substring(PREFIX.length());
  }

  /** Says a line to it and waits for the answer. */
  String ask(final String line) throws IOException {
    tell(line);
    return hear();
  }

  @Override
  public void close() throws IOException {
    to.close();
    try {
      if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (final InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
