package io.tollgate.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file in which a running engine says where its media driver is. */
final class EngineFile implements GateLocator {
  private static final Pattern AERON_DIRECTORY =
      Pattern.compile("\"aeronDirectory\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
  private static final long MAX_LENGTH = 64 * 1024;

  private final Path file;

  EngineFile(final Path file) {
    this.file = file;
  }

  @Override
  public Optional<Path> aeronDirectory() {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_LENGTH) {
        return Optional.empty();
      }
      final Matcher matcher =
          AERON_DIRECTORY.matcher(Files.readString(file, StandardCharsets.UTF_8));
      return matcher.find()
          ? Optional.of(Path.of(ESCAPE.matcher(matcher.group(1)).replaceAll("$1")))
          : Optional.empty();
    } catch (final IOException | InvalidPathException e) {
      // Being replaced or removed just now, or not an engine's: as good as absent.
      return Optional.empty();
    }
  }
}
