package io.tollgate.ops.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.engine.DataDirectory;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.command.ConfigurationOptions;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.config.Role;
import io.tollgate.ops.config.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings the gate up. */
@Command(name = "up", description = "Bring the gate up; Ctrl-C or tollgate down stops it")
public final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private ConfigurationOptions options;

  @Option(
      names = "--detach",
      description = "Go on in the background; returns when the gate is ready")
  private boolean detach;

  @Override
  public Integer call() {
    final Configuration configuration = options.load();
    final GateHome home = configuration.home();
    DataDirectory.open(home.root());
    refuseSecond(home, configuration.get(Settings.ROLES));
    if (detach) {
      new DetachedStart(configuration, options.arguments()).run();
      print(configuration);
      return 0;
    }
    GateLog.configure(configuration);
    final GateProcess process = new GateProcess(configuration);
    process.start();
    print(configuration);
    return process.awaitEnd().code();
  }

  private static void refuseSecond(final GateHome home, final List<Role> roles) {
    for (final Role role : roles) {
      new RoleFile(home, role)
          .process()
          .ifPresent(
              running -> {
                throw CliException.failure(
                    role
                        + " already runs on "
                        + home.root()
                        + " as process "
                        + running.pid()
                        + "; stop it with: ops/tollgate down");
              });
    }
  }

  private void print(final Configuration configuration) {
    final GateHome home = configuration.home();
    final PrintWriter out = command.commandLine().getOut();
    out.println("The gate is up.");
    final JsonNode engine = new RoleFile(home, Role.ENGINE).read();
    final JsonNode products = new RoleFile(home, Role.PRODUCTS).read();
    final JsonNode api = new RoleFile(home, Role.API).read();
    line(out, "data", home.root().toString());
    line(out, "journal", home.journal().toString());
    line(out, "log", GateLog.file(configuration).toString());
    line(out, "aeron", engine.path("aeronDirectory").asText());
    line(out, "postgres", products.path("jdbcUrl").asText());
    line(out, "admin API", api.path("url").asText());
    if (api.has("url")) {
      line(out, "reference", api.path("url").asText() + "/docs");
      line(out, "admin token", home.adminToken().toString());
      out.println("Try next: ops/tollgate demo");
    }
    out.flush();
  }

  private static void line(final PrintWriter out, final String name, final String value) {
    if (!value.isEmpty()) {
      out.printf("  %-12s %s%n", name, value);
    }
  }
}
