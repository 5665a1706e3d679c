package io.tollgate.ops.latency;

import io.tollgate.latency.LatencySnapshot;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.GateHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What the engine of a gate tells once an interval. */
final class LatencySource {
  private static final long PAUSE_MS = 200;

  private final GateHome home;
  private final Path file;

  LatencySource(final GateHome home) {
    this.home = home;
    this.file = LatencySnapshot.fileIn(home.root());
  }

  /**
   * What it told last.
   *
   * @throws CliException with UNAVAILABLE where there is nothing
   */
  LatencySnapshot last() {
    return read()
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.UNAVAILABLE,
                    "no engine is up, or its first interval is not over (--next waits for it)"));
  }

  /**
   * Waits for what it tells next.
   *
   * @throws CliException with UNAVAILABLE where there is no engine, or it ends
   */
  LatencySnapshot next() {
    final Instant seen = read().map(LatencySnapshot::intervalEnd).orElse(Instant.MIN);
    while (isEngineAlive()) {
      final Optional<LatencySnapshot> snapshot = read();
      if (snapshot.isPresent() && snapshot.get().intervalEnd().isAfter(seen)) {
        return snapshot.get();
      }
      pause();
    }
    throw new CliException(ExitCode.UNAVAILABLE, "no engine is up on " + home.root());
  }

  /** A killed engine leaves the file that says where it is. */
  private boolean isEngineAlive() {
    try {
      return ProcessHandle.of(Json.parse(Files.readString(home.engineInfo())).path("pid").asLong())
          .isPresent();
    } catch (final IOException e) {
      return false;
    }
  }

  private Optional<LatencySnapshot> read() {
    try {
      return LatencySnapshot.read(file);
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, e.getMessage(), e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILURE, "interrupted", e);
    }
  }
}
