package io.tollgate.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The file by which other processes find a running engine. */
final class EngineInfo {
  private EngineInfo() {}

  static void write(final DataDirectory data, final Path aeronDirectory, final Instant startedAt) {
    DataDirectory.writePrivate(
        data.engineInfo(),
        "{\"pid\": "
            + ProcessHandle.current().pid()
            + ", \"aeronDirectory\": \""
            + escape(aeronDirectory.toString())
            + "\", \"startedAt\": \""
            + startedAt
            + "\"}\n");
  }

  private static String escape(final String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  static void delete(final DataDirectory data) {
    try {
      Files.deleteIfExists(data.engineInfo());
    } catch (final IOException e) {
      throw new EngineException("cannot remove " + data.engineInfo() + ": " + e, e);
    }
  }
}
