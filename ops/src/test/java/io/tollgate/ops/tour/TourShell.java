package io.tollgate.ops.tour;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One bash in which the commands of a tour are typed, one after the other. */
final class TourShell implements AutoCloseable {

  private static final String MARK = "--- end of the answer ---";

  private final Process bash;
  private final PrintWriter in;
  private final BufferedReader out;

  TourShell(final Path directory, final Map<String, String> environment) throws IOException {
    final ProcessBuilder builder =
        new ProcessBuilder("bash", "--norc")
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    bash = builder.start();
    in = new PrintWriter(bash.outputWriter(StandardCharsets.UTF_8), true);
    out = new BufferedReader(new InputStreamReader(bash.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Types a command and returns the lines that it answers, of both streams. */
  List<String> run(final String command) throws IOException {
    in.println(command);
    in.println("printf '%s\\n' '" + MARK + "'");
    final List<String> lines = new ArrayList<>();
    for (String line = out.readLine(); !MARK.equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("bash ended at: " + command + "\n" + String.join("\n", lines));
      }
      lines.add(line);
    }
    return lines;
  }

  @Override
  public void close() {
    in.close();
    bash.destroy();
  }
}
