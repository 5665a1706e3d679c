package io.tollgate.engine.infra.state;

import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.domain.state.StateHeader;
import io.tollgate.engine.domain.state.Table;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/**
 * What is known about the state's files: their shape, the machine's boot during which they were
 * used, and, after a clean end, a checksum of each table. A file of {@code key=value} lines.
 */
final class StateManifest {
  private static final String FILE_NAME = "manifest";
  private static final String SHAPE = "shape";
  private static final String BOOT = "boot";
  private static final String CHECKSUM = "crc32c.";
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final String shape;

  StateManifest(final Path directory, final Capacities capacities, final GateSettings settings) {
    this.file = directory.resolve(FILE_NAME);
    this.shape =
        "format "
            + StateHeader.FORMAT_VERSION
            + ", pages of "
            + StateFiles.PAGE_LENGTH
            + ", "
            + StateFiles.UNDO_ENTRIES
            + " undo entries, "
            + capacities
            + ", "
            + settings;
  }

  /** Whether there is any state at all. */
  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Compares what was written down with what the files ought to be.
   *
   * @return the tables' checksums if the state was left in a clean end, else nothing.
   * @throws UnusableStateException if it is of another shape or lived through a crash of the
   *     machine.
   */
  Map<Table, String> check() {
    final Properties written = read();
    if (!shape.equals(written.getProperty(SHAPE))) {
      throw new UnusableStateException(
          "the state has another shape: " + written.getProperty(SHAPE, "unknown"));
    }
    final Map<Table, String> checksums = new EnumMap<>(Table.class);
    for (final Table table : Table.values()) {
      final String checksum = written.getProperty(CHECKSUM + table.fileName());
      if (checksum != null) {
        checksums.put(table, checksum);
      }
    }
    if (checksums.isEmpty() && !bootId().equals(written.getProperty(BOOT))) {
      throw new UnusableStateException("the machine went down while the state was in use");
    }
    return checksums;
  }

  private Properties read() {
    final Properties properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (final IOException | IllegalArgumentException e) {
      throw new UnusableStateException("the state's manifest cannot be read: " + e, e);
    }
    return properties;
  }

  /** Writes down that the files are in use. */
  void markInUse() {
    write(Map.of());
  }

  /** Writes down that the files were left in a clean end. */
  void markClean(final Map<Table, String> checksums) {
    write(checksums);
  }

  private void write(final Map<Table, String> checksums) {
    final StringBuilder text = new StringBuilder();
    text.append(SHAPE).append('=').append(shape).append('\n');
    text.append(BOOT).append('=').append(bootId()).append('\n');
    checksums.forEach(
        (table, checksum) ->
            text.append(CHECKSUM)
                .append(table.fileName())
                .append('=')
                .append(checksum)
                .append('\n'));
    DataDirectory.writePrivate(file, text.toString());
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
    } catch (final IOException e) {
      return "unknown to this operating system";
    }
  }
}
