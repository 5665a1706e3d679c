package io.tollgate.bench.scale;

import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** An engine in a process of its own, until its standard input ends. */
public final class ScaleEngine {
  private ScaleEngine() {}

  /**
   * Runs an engine.
   *
   * @param arguments data directory, capacity for agents.
   * @throws IOException if the standard input cannot be read.
   */
  public static void main(final String[] arguments) throws IOException {
    final EngineContext context =
        new GateFiles(
                Path.of(arguments[0]), GateFiles.capacitiesFor(Integer.parseInt(arguments[1])))
            .context();
    try (EmbeddedEngine engine = EmbeddedEngine.launch(context)) {
      System.out.println(EngineProcess.READY + engine.recovery());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
