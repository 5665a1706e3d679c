package io.tollgate.ops.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.command.GateOptions;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.config.Role;
import io.tollgate.ops.rest.Query;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how the gate is. */
@Command(name = "status", description = "Tell how the gate is (exit 5: it is not up)")
public final class StatusCommand implements Callable<Integer> {

  @Mixin private GateOptions gate;

  @Override
  public Integer call() {
    final ObjectNode status = Json.object();
    if (gate.isElsewhere()) {
      status.set("gate", gate.client().get(new Query("/v1/status")).body());
    } else {
      local(status, gate.home());
    }
    final boolean ready = status.path("gate").path("ready").asBoolean();
    gate.print(status, () -> text(status));
    return (ready ? ExitCode.OK : ExitCode.UNAVAILABLE).code();
  }

  private void local(final ObjectNode status, final GateHome home) {
    status.put("data", home.root().toString());
    final ObjectNode roles = status.putObject("roles");
    for (final Role role : Role.values()) {
      final RoleFile file = new RoleFile(home, role);
      final Optional<ProcessHandle> process = file.process();
      final ObjectNode node = roles.putObject(role.name().toLowerCase(Locale.ROOT));
      node.put("up", process.isPresent());
      if (process.isPresent()) {
        node.setAll((ObjectNode) file.read());
      }
    }
    if (roles.path("api").path("up").asBoolean()) {
      status.set("gate", gate.client().get(new Query("/v1/status")).body());
    }
  }

  private static String text(final JsonNode status) {
    final StringBuilder text = new StringBuilder();
    if (status.has("roles")) {
      final Table roles = new Table("ROLE", "STATE", ">PID", "WHERE");
      status
          .path("roles")
          .properties()
          .forEach(
              role ->
                  roles.row(
                      role.getKey(),
                      role.getValue().path("up").asBoolean() ? "up" : "down",
                      role.getValue().path("pid").asText(),
                      where(role.getValue())));
      text.append(roles.render());
    }
    final JsonNode gate = status.path("gate");
    if (gate.isObject()) {
      text.append(gate(gate));
    }
    return text.toString();
  }

  private static String where(final JsonNode role) {
    return role.path("aeronDirectory").asText("")
        + role.path("jdbcUrl").asText("")
        + role.path("url").asText("");
  }

  private static String gate(final JsonNode gate) {
    final JsonNode engine = gate.path("engine");
    final StringBuilder text = new StringBuilder();
    text.append(gate.path("ready").asBoolean() ? "ready" : "NOT ready")
        .append(", version ")
        .append(gate.path("version").asText())
        .append('\n');
    if (engine.path("answering").asBoolean()) {
      text.append("journal position ")
          .append(engine.path("position").asText())
          .append(", writable ")
          .append(engine.path("writable").asText())
          .append("; ")
          .append(engine.path("agents").asText())
          .append(" agents, ")
          .append(engine.path("keys").asText())
          .append(" keys, ")
          .append(engine.path("reservations").asText())
          .append(" reservations\n");
    } else {
      text.append("the engine does not answer\n");
    }
    for (final JsonNode consumer : gate.path("consumers")) {
      text.append("read model ")
          .append(consumer.path("name").asText())
          .append(" at ")
          .append(consumer.path("position").asText())
          .append(", ")
          .append(consumer.path("lag").asText())
          .append(" records behind\n");
    }
    return text.toString();
  }
}
