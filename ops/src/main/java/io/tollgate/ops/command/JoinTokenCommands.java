package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.identity.domain.JoinSecret;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.SecretFile;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One-time tokens by which agents join. */
@Command(name = "join-token", description = "One-time tokens by which agents join")
public final class JoinTokenCommands {

  @Command(name = "create", description = "Make a token by which one agent may join, once")
  void create(
      @Mixin final GateOptions gate,
      @Mixin final SecretOutput secret,
      @Option(
              names = "--tenant",
              required = true,
              paramLabel = "TENANT",
              description = "Number or name")
          final String tenant,
      @Option(
              names = "--owner",
              required = true,
              paramLabel = "OWNER",
              description = "Who answers for the agent: human:NAME or team:NAME")
          final String owner,
      @Option(
              names = "--tier",
              defaultValue = "basic",
              paramLabel = "TIER",
              description = "basic, standard or premium (default ${DEFAULT-VALUE})")
          final String tier,
      @Option(
              names = "--expires",
              defaultValue = "24h",
              paramLabel = "WHEN",
              description = "At most 30d away (default ${DEFAULT-VALUE})")
          final String expires) {
    secret.check();
    final AdminClient client = gate.client();
    final ObjectNode request =
        Json.object()
            .put("tenant_id", new Resolver(client).tenantId(tenant))
            .put("owner", owner)
            .put("tier", tier)
            .put("expires_at", Moments.ahead(expires).toString());
    final ObjectNode body = (ObjectNode) client.post("/v1/join-tokens", request).body();
    final boolean print = secret.put(gate, body, "token");
    gate.print(
        body, () -> print ? body.path("token").asText() : table(List.of(body.path("join_token"))));
  }

  @Command(name = "list", description = "List tokens, without what their holders have")
  void list(@Mixin final GateOptions gate, @Mixin final ListOptions list) {
    list.print(gate, new Query("/v1/join-tokens"), JoinTokenCommands::table);
  }

  @Command(name = "use", description = "Become an agent by a token and the key in a file")
  void use(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "NAME", description = "1 to 64 bytes") final String name,
      @Option(
              names = "--join-token",
              required = true,
              paramLabel = "FILE",
              description = "The token")
          final Path token,
      @Mixin final NewAgentKeyOptions key) {
    final JoinSecret secret =
        JoinSecret.ofText(SecretFile.read(token))
            .orElseThrow(() -> CliException.failure(token + " does not hold a join token"));
    final ObjectNode request = Json.object().put("token", secret.text()).put("name", name);
    try (AgentKey agentKey = key.readOrMake()) {
      agentKey.join(secret, name, request);
    }
    final JsonNode body = gate.openClient().post("/v1/joins", request).body();
    gate.print(body, () -> AgentCommands.card(body.path("agent")));
    key.say(gate);
  }

  private static String table(final Iterable<JsonNode> tokens) {
    final Table table = new Table("TOKEN", ">TENANT", "OWNER", "TIER", "EXPIRES", "USED BY");
    for (final JsonNode token : tokens) {
      table.row(
          Texts.shortId(token.path("token_id")),
          token.path("tenant_id").asText(),
          token.path("owner").asText(),
          token.path("tier").asText(),
          token.path("expires_at").asText(),
          Texts.shortId(token.path("agent_id")));
    }
    return table.render();
  }
}
