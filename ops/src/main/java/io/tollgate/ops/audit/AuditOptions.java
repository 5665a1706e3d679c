package io.tollgate.ops.audit;

import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.ConfigurationLoader;
import io.tollgate.ops.config.GateHome;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which audit log a command reads. */
public final class AuditOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory of the gate (TOLLGATE_DATA; default ~/.tollgate)")
  private Path data;

  @Option(
      names = "--log",
      paramLabel = "CLASS",
      defaultValue = "LEDGER",
      description = "Retention class: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
  private RetentionClass retention;

  /** The gate's data directory. */
  GateHome home() {
    return configuration().home();
  }

  /** The gate's configuration. */
  Configuration configuration() {
    return new ConfigurationLoader(System.getenv())
        .load(null, data == null ? Map.of() : Map.of("data", data.toString()));
  }

  /** The directory of a class's log. */
  Path directory(final RetentionClass of) {
    return home().audit().resolve(of.logName());
  }

  /** The log that was named, as it is now. */
  LogReader open() {
    try {
      return LogReader.open(directory(retention));
    } catch (final AuditLogException e) {
      throw CliException.usage(e.getMessage());
    }
  }
}
