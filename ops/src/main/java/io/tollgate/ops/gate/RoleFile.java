package io.tollgate.ops.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.engine.DataDirectory;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.config.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The small JSON file by which the process of a role is found; gone when the role has stopped. */
final class RoleFile {

  private static final String LAUNCHED_CLASS = "io.tollgate.ops.Main";

  private final Path file;

  RoleFile(final GateHome home, final Role role) {
    this.file = home.run().resolve(role.name().toLowerCase(Locale.ROOT) + ".json");
  }

  /** Writes who runs the role and what others need to reach it; adds the process id. */
  void write(final ObjectNode content) {
    content.put("pid", ProcessHandle.current().pid());
    DataDirectory.writePrivate(file, Json.pretty(content) + "\n");
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the file says; a missing node where there is none that can be read. */
  JsonNode read() {
    try {
      return Json.parse(Files.readString(file));
    } catch (final IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** The role's process, where the file names one that lives and is a gate. */
  Optional<ProcessHandle> process() {
    final JsonNode pid = read().path("pid");
    return pid.canConvertToLong()
        ? ProcessHandle.of(pid.longValue()).filter(RoleFile::isGate)
        : Optional.empty();
  }

  /** A process id is used again sooner or later: what is not a gate must not be stopped. */
  private static boolean isGate(final ProcessHandle process) {
    try {
      final Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(commandLine).contains(LAUNCHED_CLASS);
    } catch (final IOException e) {
      return false;
    }
  }
}
