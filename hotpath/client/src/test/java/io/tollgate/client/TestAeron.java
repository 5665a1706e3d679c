package io.tollgate.client;

import io.aeron.Aeron;
import java.nio.file.Path;

/** Aeron clients of a test's media driver. */
final class TestAeron {
  private TestAeron() {}

  /** A client that survives its driver: Aeron's own error handler would end the JVM. */
  static Aeron connect(final Path directory) {
    return Aeron.connect(
        new Aeron.Context().aeronDirectoryName(directory.toString()).errorHandler(error -> {}));
  }
}
