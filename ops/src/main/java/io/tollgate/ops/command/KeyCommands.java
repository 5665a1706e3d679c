package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What seals a tenant's delegations. */
@Command(
    name = "key",
    description = "What seals a tenant's delegations, and the gate's own keys",
    subcommands = RootKeyCommands.class)
public final class KeyCommands {
  private static final int MOST = 1_000;

  @Command(name = "list", description = "List keys")
  void list(
      @Mixin final GateOptions gate,
      @Mixin final ListOptions list,
      @Option(names = "--tenant", paramLabel = "TENANT", description = "Only of this tenant")
          final String tenant) {
    final Query query =
        new Query("/v1/keys")
            .with("tenant", tenant == null ? null : new Resolver(gate.client()).tenantId(tenant));
    list.print(gate, query, KeyCommands::table);
  }

  @Command(name = "add", description = "Add a key to a tenant; it seals what is minted from now on")
  void add(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "TENANT", description = "Number or name") final String tenant) {
    final AdminClient client = gate.client();
    final JsonNode body =
        client
            .post("/v1/keys", Json.object().put("tenant_id", new Resolver(client).tenantId(tenant)))
            .body();
    gate.print(body, () -> table(List.of(body.path("key"))));
  }

  @Command(
      name = "rotate",
      description = "Add a key to a tenant, and have those before it retired after an overlap")
  void rotate(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "TENANT", description = "Number or name") final String tenant,
      @Option(
              names = "--overlap",
              defaultValue = "24h",
              paramLabel = "TIME",
              description =
                  "How long what older keys sealed stays good, 0s to 366d"
                      + " (default ${DEFAULT-VALUE})")
          final String overlap) {
    final AdminClient client = gate.client();
    final long tenantId = new Resolver(client).tenantId(tenant);
    final JsonNode body =
        client
            .post(
                "/v1/keys/rotations",
                Json.object()
                    .put("tenant_id", tenantId)
                    .put("overlap_seconds", Moments.duration(overlap).toSeconds()))
            .body();
    final JsonNode keys =
        client
            .get(
                new Query("/v1/keys")
                    .with("tenant", tenantId)
                    .with("limit", MOST)
                    .with("at_least_position", body.path("position").asLong()))
            .body()
            .path("items");
    gate.print(body, () -> table(keys));
  }

  @Command(name = "retire", description = "Retire a key for good: all that it sealed is denied")
  void retire(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "KID", description = "Key id") final long kid,
      @Option(
              names = "--force",
              description = "Also a tenant's last key, or the one that the gate is commanded with")
          final boolean isForced) {
    final Query path =
        new Query("/v1/keys/" + kid + "/retirement").with("force", isForced ? true : null);
    final JsonNode body = gate.client().post(path.toString(), null).body();
    gate.print(body, () -> table(List.of(body.path("key"))));
  }

  private static String table(final Iterable<JsonNode> keys) {
    final Table table =
        new Table(">KID", ">TENANT", "STATE", ">LINKS", "CREATED", "RETIRES", "RETIRED");
    for (final JsonNode key : keys) {
      table.row(
          key.path("kid").asText(),
          key.path("tenant_id").asText(),
          key.path("state").asText(),
          key.path("living_links").asText(),
          key.path("created_at").asText(),
          Texts.value(key.path("retires_at")),
          Texts.value(key.path("retired_at")));
    }
    return table.render();
  }
}
