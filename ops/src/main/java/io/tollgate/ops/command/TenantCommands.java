package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Who owns agents and keys. */
@Command(name = "tenant", description = "Who owns agents and keys; a chain never crosses tenants")
public final class TenantCommands {

  @Command(name = "create", description = "Create a tenant and its first key")
  void create(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "NAME", description = "Unique name") final String name) {
    final JsonNode body = gate.client().post("/v1/tenants", Json.object().put("name", name)).body();
    gate.print(body, () -> table(List.of(body.path("tenant"))));
  }

  @Command(name = "list", description = "List tenants")
  void list(@Mixin final GateOptions gate, @Mixin final ListOptions list) {
    list.print(gate, new Query("/v1/tenants"), TenantCommands::table);
  }

  @Command(name = "show", description = "Show a tenant")
  void show(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "TENANT", description = "Number or name") final String tenant) {
    final AdminClient client = gate.client();
    final long id = new Resolver(client).tenantId(tenant);
    final JsonNode body = client.getFresh(new Query("/v1/tenants/" + id)).body();
    gate.print(body, () -> table(List.of(body)));
  }

  private static String table(final Iterable<JsonNode> tenants) {
    final Table table = new Table(">TENANT", "NAME", "CREATED");
    for (final JsonNode tenant : tenants) {
      table.row(
          tenant.path("tenant_id").asText(),
          tenant.path("name").asText(),
          tenant.path("created_at").asText());
    }
    return table.render();
  }
}
