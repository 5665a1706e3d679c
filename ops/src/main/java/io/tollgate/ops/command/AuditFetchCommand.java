package io.tollgate.ops.command;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.rest.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports records of a gate elsewhere. */
@Command(
    name = "fetch",
    description = "Export records of a running gate, also from another machine (see export)")
public final class AuditFetchCommand implements Runnable {

  @Mixin private GateOptions gate;

  @Parameters(paramLabel = "BUNDLE", description = "The file to write; must not exist")
  private Path bundle;

  @Option(
      names = "--log",
      paramLabel = "CLASS",
      defaultValue = "LEDGER",
      description = "Retention class: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
  private RetentionClass log;

  @Option(
      names = "--from",
      paramLabel = "SEQUENCE",
      description = "The first record (default: the oldest there is)")
  private Long from;

  @Option(
      names = "--to",
      paramLabel = "SEQUENCE",
      description = "The last record (default: the newest)")
  private Long to;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Instead of --from: how far back, as in 1h, or a time")
  private String since;

  @Override
  public void run() {
    if (Files.exists(bundle)) {
      throw CliException.usage(bundle + " exists already");
    }
    final Query query =
        new Query("/v1/audit/logs/" + log.logName() + "/bundle")
            .with("first", from)
            .with("last", to)
            .with("since", Moments.ago(since));
    gate.client().download(query, bundle);
    gate.print(
        Json.object().put("bundle", bundle.toString()),
        () -> "to be checked with: ops/tollgate audit verify --offline " + bundle + "\n");
  }
}
