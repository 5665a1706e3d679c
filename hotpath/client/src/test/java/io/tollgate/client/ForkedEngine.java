package io.tollgate.client;

import io.tollgate.engine.EmbeddedEngine;
import java.io.IOException;
import java.nio.file.Path;

/** An engine in a process of its own, which can be killed. */
final class ForkedEngine {
  private ForkedEngine() {}

  /** Argument: data directory. Ends when its input does. */
  public static void main(final String[] args) throws IOException {
    try (EmbeddedEngine engine = EmbeddedEngine.launch(TestEngine.context(Path.of(args[0])))) {
      System.out.println(engine.aeronDirectory());
      while (System.in.read() >= 0) {
        // Only the end of the input matters.
      }
    }
  }
}
