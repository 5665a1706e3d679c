package io.tollgate.ops.command;

import io.tollgate.ops.config.ConfigurationLoader;
import io.tollgate.ops.config.GateHome;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Whose files a command reads. */
public final class HomeOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory of the gate (TOLLGATE_DATA; default ~/.tollgate)")
  private Path data;

  /** The gate's data directory. */
  public GateHome home() {
    return new ConfigurationLoader(System.getenv())
        .load(null, data == null ? Map.of() : Map.of("data", data.toString()))
        .home();
  }
}
