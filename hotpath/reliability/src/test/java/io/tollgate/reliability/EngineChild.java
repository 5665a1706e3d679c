package io.tollgate.reliability;

import io.tollgate.engine.EmbeddedEngine;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An engine in a process of its own. Its JVM waits for {@link #GO}, launches the engine, says
 * {@link #READY}, and closes it cleanly when the input ends.
 */
final class EngineChild {
  static final String GO = "GO";
  static final String READY = "READY";

  /** In place of a directory to warm up in: none. */
  static final String COLD = "-";

  private EngineChild() {}

  /**
   * Arguments: where to launch and close an engine beforehand, so that the JVM is warm, or {@link
   * #COLD}; then those of {@link EngineSettings}.
   */
  public static void main(final String[] arguments) throws IOException {
    if (!arguments[0].equals(COLD)) {
      EmbeddedEngine.launch(new EngineSettings(Path.of(arguments[0])).toContext()).close();
    }
    while (System.in.read() != '\n') {
      // One line.
    }
    try (EmbeddedEngine engine =
        EmbeddedEngine.launch(EngineSettings.ofArguments(arguments, 1).toContext())) {
      System.out.println(READY + " " + engine.recovery());
      while (System.in.read() >= 0) {
        // Only the end of the input matters.
      }
    }
  }
}
