package io.tollgate.ops.config;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where everything of one gate lies. The directory is its identity: processes meet through it. */
public record GateHome(Path root) {

  public GateHome {
    root = root.toAbsolutePath().normalize();
  }

  public Path secrets() {
    return root.resolve("secrets");
  }

  /** The first administrator's token; readable by the owner only. */
  public Path adminToken() {
    return secrets().resolve("admin.token");
  }

  /** The chain that may command everything; the engine makes it. */
  public Path operatorChain() {
    return secrets().resolve("operator.chain");
  }

  public Path journal() {
    return root.resolve("journal");
  }

  /** The signed audit logs, one below it for each retention class. */
  public Path audit() {
    return root.resolve("audit");
  }

  public Path state() {
    return root.resolve("state");
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path log() {
    return root.resolve("log");
  }

  /** What runs now: locks, and a small JSON file for each role. */
  public Path run() {
    return root.resolve("run");
  }

  /** Process id and URL of the REST API that runs now. */
  public Path apiInfo() {
    return run().resolve("api.json");
  }

  /**
   * Where the REST API that runs now can be reached.
   *
   * @throws CliException with UNAVAILABLE where none runs
   */
  public URI apiUrl() {
    try {
      return URI.create(Json.parse(Files.readString(apiInfo())).path("url").asText());
    } catch (final IOException e) {
      throw new CliException(
          ExitCode.UNAVAILABLE, "no gate is up on " + root + "; start it with: ops/tollgate up", e);
    }
  }

  /** Process id, Aeron directory and start time of the engine that runs now. */
  public Path engineInfo() {
    return run().resolve("engine.json");
  }

  /** A configuration file that is read where none is named. */
  public Path configurationFile() {
    return root.resolve("tollgate.properties");
  }
}
