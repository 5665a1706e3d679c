package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.crypto.Ed25519;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.SecretFile;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.delegation.DelegatorRequest;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who gave what to whom. */
@Command(name = "delegate", description = "Who gave what to whom: mint and show links of chains")
public final class DelegateCommands {

  @Command(name = "mint", description = "Delegate permissions to an agent; answers with a chain")
  void mint(
      @Mixin final GateOptions gate,
      @Mixin final SecretOutput secret,
      @Parameters(paramLabel = "AGENT", description = "To whom: id or name") final String agent,
      @Option(
              names = "--permission",
              required = true,
              split = ",",
              paramLabel = "NAME",
              description = "What; may be repeated")
          final List<String> permissions,
      @Option(
              names = "--expires",
              required = true,
              paramLabel = "WHEN",
              description = "As in 30m, 24h, 7d or 2026-12-31T00:00:00Z")
          final String expires,
      @Option(
              names = "--parent",
              paramLabel = "FILE",
              description = "Chain to delegate from; without it the link is a root")
          final Path parent,
      @Option(
              names = "--key",
              paramLabel = "FILE",
              description = "Secret key of the agent at the parent's end, who signs; with --parent")
          final Path key,
      @Option(
              names = "--scope",
              paramLabel = "TEXT",
              description = "What the permissions are about")
          final String scope,
      @Option(
              names = "--delegations",
              defaultValue = "0",
              paramLabel = "N",
              description = "How many links may follow (0 to 7; default ${DEFAULT-VALUE})")
          final int delegations) {
    secret.check();
    if ((parent == null) != (key == null)) {
      throw CliException.usage("--parent and --key go together: the delegator signs the new link");
    }
    final AdminClient client = gate.client();
    final ObjectNode request = Json.object();
    request.put("agent_id", new Resolver(client).agentId(agent));
    final ArrayNode names = request.putArray("permissions");
    permissions.forEach(names::add);
    request.put("expires_at", Moments.ahead(expires).toString());
    request.put("delegations_left", delegations);
    if (scope != null) {
      request.put("scope", scope);
    }
    if (parent != null) {
      sign(client, request, permissions, parent, key);
    }
    final ObjectNode body = (ObjectNode) client.post("/v1/delegations", request).body();
    final boolean print = secret.put(gate, body, "chain");
    gate.print(
        body, () -> print ? body.path("chain").asText() : table(List.of(body.path("delegation"))));
  }

  private static void sign(
      final AdminClient client,
      final ObjectNode request,
      final List<String> permissions,
      final Path parent,
      final Path key) {
    final JsonNode catalogue = client.get(new Query("/v1/permissions")).body().path("items");
    try (AgentKey delegator = AgentKey.read(key)) {
      new DelegatorRequest(SecretFile.read(parent), delegator.pair())
          .sign(request, DelegatorRequest.bits(catalogue, permissions));
    } catch (final IllegalArgumentException e) {
      throw new CliException(ExitCode.FAILURE, parent + " does not hold a chain", e);
    }
  }

  @Command(name = "evidence", description = "Show who answers for a delegation, and verify it")
  int evidence(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "LINK", description = "Link id, 16 hex digits") final String link) {
    final JsonNode body =
        gate.client().getFresh(new Query("/v1/delegations/" + link + "/evidence")).body();
    final HexFormat hex = HexFormat.of();
    final boolean isSigned = body.path("signature").isTextual();
    final boolean isValid =
        isSigned
            && Ed25519.verify(
                hex.parseHex(body.path("public_key").asText()),
                hex.parseHex(body.path("message").asText()),
                hex.parseHex(body.path("signature").asText()));
    gate.print(
        body,
        () ->
            isSigned
                ? "asked for by agent "
                    + body.path("delegator_id").asText()
                    + ", key "
                    + body.path("key_sequence").asText()
                    + ": the signature is "
                    + (isValid ? "good" : "NOT good")
                : "the word of operator " + body.path("operator").asText());
    return isSigned && !isValid ? ExitCode.FAILURE.code() : 0;
  }

  @Command(name = "list", description = "List delegations")
  void list(
      @Mixin final GateOptions gate,
      @Mixin final ListOptions list,
      @Option(names = "--tenant", paramLabel = "TENANT", description = "Only of this tenant")
          final String tenant,
      @Option(names = "--agent", paramLabel = "AGENT", description = "Only to this agent")
          final String agent,
      @Option(names = "--delegator", paramLabel = "AGENT", description = "Only by this agent")
          final String delegator) {
    final Resolver resolver = new Resolver(gate.client());
    final Query query =
        new Query("/v1/delegations")
            .with("tenant", tenant == null ? null : resolver.tenantId(tenant))
            .with("agent", agent == null ? null : resolver.agentId(agent))
            .with("delegator", delegator == null ? null : resolver.agentId(delegator));
    list.print(gate, query, DelegateCommands::table);
  }

  @Command(name = "show", description = "Show a delegation")
  void show(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "LINK", description = "Link id, 16 hex digits") final String link) {
    final JsonNode body = gate.client().getFresh(new Query("/v1/delegations/" + link)).body();
    gate.print(body, () -> table(List.of(body)));
  }

  static String table(final Iterable<JsonNode> delegations) {
    final Table table =
        new Table(
            "LINK", "TO", "BY", ">DEPTH", ">LEFT", "PERMISSIONS", "SCOPE", "EXPIRES", "STATE");
    for (final JsonNode link : delegations) {
      table.row(
          link.path("link_id").asText(),
          Texts.shortId(link.path("agent_id")),
          Texts.shortId(link.path("delegator_id")),
          link.path("depth").asText(),
          link.path("delegations_left").asText(),
          StreamSupport.stream(link.path("permissions").spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(",")),
          Texts.value(link.path("scope")),
          link.path("expires_at").asText(),
          link.path("revoked_at").isTextual() ? "revoked" : "");
    }
    return table.render();
  }
}
