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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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

  /** What the numbers of a shape are, in their order. */
  private static final List<String> SHAPE_NAMES =
      List.of(
          "format",
          "page length",
          "undo entries",
          "agents",
          "keys",
          "allowances",
          "budgets",
          "prices",
          "reservations",
          "events",
          "revoked links",
          "chain cache (ns)",
          "shortest reservation (ns)",
          "longest reservation (ns)",
          "events kept (ns)",
          "longest link (s)");

  private final Path file;
  private final Capacities capacities;
  private final GateSettings settings;
  private final String shape;

  StateManifest(final Path directory, final Capacities capacities, final GateSettings settings) {
    this.file = directory.resolve(FILE_NAME);
    this.capacities = capacities;
    this.settings = settings;
    this.shape = shapeOf(capacities, settings);
  }

  /**
   * The shape of a state, as a text from which the numbers in it can be read again.
   *
   * @return format, page length, undo entries, capacities, settings.
   */
  private static String shapeOf(final Capacities capacities, final GateSettings settings) {
    return LongStream.of(
            StateHeader.FORMAT_VERSION,
            StateFiles.PAGE_LENGTH,
            StateFiles.UNDO_ENTRIES,
            capacities.agents(),
            capacities.keys(),
            capacities.allowances(),
            capacities.budgets(),
            capacities.prices(),
            capacities.reservations(),
            capacities.events(),
            capacities.revokedLinks(),
            settings.chainCacheNs(),
            settings.minReservationNs(),
            settings.maxReservationNs(),
            settings.eventKeepNs(),
            settings.maxLinkLifetimeSeconds())
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" "));
  }

  /**
   * The manifest of a state whose shape is not known beforehand.
   *
   * @param directory of the state.
   * @throws UnusableStateException if there is none, or it is of another software.
   */
  static StateManifest read(final Path directory) {
    final Path file = directory.resolve(FILE_NAME);
    final String written = load(file).getProperty(SHAPE, "");
    try {
      final long[] n = Stream.of(written.split(" ", -1)).mapToLong(Long::parseLong).toArray();
      if (n.length == SHAPE_NAMES.size()) {
        final Capacities capacities =
            new Capacities(
                (int) n[3],
                (int) n[4],
                (int) n[5],
                (int) n[6],
                (int) n[7],
                (int) n[8],
                (int) n[9],
                (int) n[10]);
        return new StateManifest(
            directory, capacities, new GateSettings(n[11], n[12], n[13], n[14], n[15]));
      }
    } catch (final IllegalArgumentException e) {
      throw new UnusableStateException(file + " has a shape that cannot be read: " + written, e);
    }
    throw new UnusableStateException(file + " has a shape of other software: " + written);
  }

  /** How much the state can hold. */
  Capacities capacities() {
    return capacities;
  }

  /** The bounds of its rules. */
  GateSettings settings() {
    return settings;
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
    final Properties written = load(file);
    if (!shape.equals(written.getProperty(SHAPE))) {
      throw new UnusableStateException(
          "it was made for " + difference(written.getProperty(SHAPE, "")));
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

  /** What a person changed, by name and with both values. */
  private String difference(final String written) {
    final String[] was = written.split(" ", -1);
    final String[] is = shape.split(" ", -1);
    if (was.length != is.length) {
      return "other software: its shape is \"" + written + '"';
    }
    return IntStream.range(0, is.length)
        .filter(i -> !was[i].equals(is[i]))
        .mapToObj(i -> SHAPE_NAMES.get(i) + " = " + was[i] + ", which is " + is[i] + " now")
        .collect(Collectors.joining("; "));
  }

  private static Properties load(final Path file) {
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
