package io.tollgate.bench.scale;

import io.tollgate.bench.ChildJvm;
import io.tollgate.engine.infra.state.Recovery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An engine in a child process with this JVM's own options. */
final class EngineProcess implements AutoCloseable {
  /** What the child says, and then how its state came to be. */
  static final String READY = "READY ";

  private static final Pattern RESIDENT = Pattern.compile("(Rss\\w+|VmRSS):\\s+(\\d+) kB");

  private final Process process;
  private final BufferedReader output;

  private EngineProcess(final Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static EngineProcess start(final GateFiles files) throws IOException {
    return new EngineProcess(
        ChildJvm.of(
                List.of(),
                ScaleEngine.class,
                List.of(
                    files.directory().toString(), Integer.toString(files.capacities().agents())))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Waits until the engine says that it runs. */
  Recovery awaitReady() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return Recovery.valueOf(line.substring(READY.length()));
      }
    }
    throw new IOException("the engine's process ended");
  }

  /** What the operating system says of its memory, in bytes: of its own, and shared. */
  Map<String, Long> residentBytes() throws IOException {
    final Map<String, Long> bytes = new HashMap<>();
    for (final String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      final Matcher matcher = RESIDENT.matcher(line);
      if (matcher.matches()) {
        bytes.put(matcher.group(1), Long.parseLong(matcher.group(2)) << 10);
      }
    }
    return bytes;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends the engine cleanly. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("the engine did not end");
      }
    } catch (final InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the engine ended", e);
    }
  }
}
