package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.Query;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be allowed. */
@Command(name = "permission", description = "What can be allowed: the catalogue of permissions")
public final class PermissionCommands {

  @Command(name = "list", description = "List the catalogue")
  void list(@Mixin final GateOptions gate) {
    final JsonNode body = gate.client().getFresh(new Query("/v1/permissions")).body();
    gate.print(body, () -> table(body.path("items")));
  }

  @Command(name = "define", description = "Define a permission, or change the trust it needs")
  void define(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "NAME", description = "product:verb") final String name,
      @Option(
              names = "--minimum-trust",
              defaultValue = "untrusted",
              paramLabel = "LEVEL",
              description = "untrusted or trusted (default ${DEFAULT-VALUE})")
          final String minimumTrust,
      @Option(
              names = "--bit",
              paramLabel = "N",
              description = "16 to 127; the next free one where it is not given")
          final Integer bit) {
    final ObjectNode request = Json.object().put("name", name).put("minimum_trust", minimumTrust);
    if (bit != null) {
      request.put("bit", bit);
    }
    final JsonNode body = gate.client().post("/v1/permissions", request).body();
    gate.print(body, () -> table(List.of(body.path("permission"))));
  }

  private static String table(final Iterable<JsonNode> permissions) {
    final Table table = new Table(">BIT", "NAME", "MINIMUM TRUST");
    for (final JsonNode permission : permissions) {
      table.row(
          permission.path("bit").asText(),
          permission.path("name").asText(),
          permission.path("minimum_trust").asText());
    }
    return table.render();
  }
}
