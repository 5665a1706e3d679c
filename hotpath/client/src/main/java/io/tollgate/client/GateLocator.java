package io.tollgate.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells where the media driver of the gate has its files. Asked again at every attempt to connect,
 * because a gate may come back elsewhere. Any thread; must not block for long.
 */
@FunctionalInterface
public interface GateLocator {
  /** The Aeron directory, or empty where there is no gate now. */
  Optional<Path> aeronDirectory();

  /** A gate whose Aeron directory never changes. */
  static GateLocator at(final Path aeronDirectory) {
    final Optional<Path> found = Optional.of(aeronDirectory);
    return () -> found;
  }

  /** The gate of a data directory, which says in {@code run/engine.json} where it is. */
  static GateLocator ofDataDirectory(final Path dataDirectory) {
    return new EngineFile(dataDirectory.resolve("run").resolve("engine.json"));
  }
}
