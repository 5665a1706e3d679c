package io.tollgate.ops.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.engine.EngineException;
import io.tollgate.engine.StateComparison;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.GateHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares the state on the disk with a replay, in a directory that is gone afterwards. */
final class StateCheck {

  private StateCheck() {}

  /**
   * Compares.
   *
   * @throws CliException where an engine runs on the data directory
   */
  static StateComparison.Result run(final GateHome home) {
    try {
      final Path dumps = Files.createTempDirectory(home.root(), "state-check-");
      try {
        return StateComparison.run(home.root(), dumps);
      } catch (final EngineException e) {
        throw new CliException(ExitCode.FAILURE, e.getMessage(), e);
      } finally {
        delete(dumps);
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(final Path dumps) throws IOException {
    try (var files = Files.newDirectoryStream(dumps)) {
      for (final Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(dumps);
  }

  static ObjectNode json(final StateComparison.Result result) {
    return Json.object()
        .put("equal", result.isEqual())
        .put("position", result.position())
        .put("lines", result.lines())
        .put("difference", result.difference());
  }

  static String text(final StateComparison.Result result) {
    return result.isEqual()
        ? "the state on the disk equals a replay from nothing, byte for byte: "
            + result.lines()
            + " lines at position "
            + result.position()
        : "the state on the disk is NOT a replay of the journal: " + result.difference();
  }
}
