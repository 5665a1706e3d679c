package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who acts. */
@Command(
    name = "agent",
    description = "Who acts: make, show and change agents",
    subcommands = {
      ProfileCommands.class,
      PrekeyCommands.class,
      AgentExportCommand.class,
      AgentVerifyCommand.class
    })
public final class AgentCommands {

  private static final String AGENT = "Id (64 hex digits) or name";

  @Command(name = "create", description = "Create an agent that holds the key in a file")
  void create(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "NAME", description = "1 to 64 bytes") final String name,
      @Option(
              names = "--tenant",
              required = true,
              paramLabel = "TENANT",
              description = "Number or name")
          final String tenant,
      @Mixin final NewAgentKeyOptions key,
      @Option(
              names = "--trust",
              defaultValue = "untrusted",
              paramLabel = "LEVEL",
              description = "untrusted or trusted (default ${DEFAULT-VALUE})")
          final String trust,
      @Option(
              names = "--tier",
              defaultValue = "basic",
              paramLabel = "TIER",
              description = "basic, standard or premium (default ${DEFAULT-VALUE})")
          final String tier) {
    final AdminClient client = gate.client();
    final ObjectNode request =
        Json.object()
            .put("tenant_id", new Resolver(client).tenantId(tenant))
            .put("name", name)
            .put("trust", trust)
            .put("tier", tier);
    try (AgentKey agentKey = key.readOrMake()) {
      agentKey.prove(client, request);
    }
    final JsonNode body = client.post("/v1/agents", request).body();
    gate.print(body, () -> card(body.path("agent")));
    key.say(gate);
  }

  @Command(name = "list", description = "List agents")
  void list(
      @Mixin final GateOptions gate,
      @Mixin final ListOptions list,
      @Option(names = "--tenant", paramLabel = "TENANT", description = "Only of this tenant")
          final String tenant,
      @Option(names = "--trust", paramLabel = "LEVEL", description = "Only of this trust")
          final String trust,
      @Option(names = "--name", paramLabel = "TEXT", description = "Only names that begin so")
          final String name) {
    final Query query =
        new Query("/v1/agents")
            .with("tenant", tenant == null ? null : new Resolver(gate.client()).tenantId(tenant))
            .with("trust", trust)
            .with("name", name);
    list.print(gate, query, AgentCommands::table);
  }

  @Command(name = "show", description = "Show an agent and what it has used and spent by now")
  void show(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent) {
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final ObjectNode result = Json.object();
    result.set("agent", client.getFresh(new Query("/v1/agents/" + id)).body());
    result.set("state", client.get(new Query("/v1/agents/" + id + "/state")).body());
    gate.print(result, () -> card(result.path("agent")) + state(result.path("state")));
  }

  @Command(name = "suspend", description = "Deny an agent, and all below it, everything for now")
  int suspend(@Mixin final ChangeOptions change) {
    return change.patch("trust", "suspended", AgentCommands::card);
  }

  @Command(name = "trust", description = "Set how far an agent is trusted")
  int trust(
      @Mixin final ChangeOptions change,
      @Parameters(index = "1", paramLabel = "LEVEL", description = "untrusted, trusted, suspended")
          final String level) {
    return change.patch("trust", level, AgentCommands::card);
  }

  @Command(name = "tier", description = "Set an agent's tier")
  int tier(
      @Mixin final ChangeOptions change,
      @Parameters(index = "1", paramLabel = "TIER", description = "basic, standard, premium")
          final String tier) {
    return change.patch("tier", tier, AgentCommands::card);
  }

  @Command(name = "revoke", description = "End an agent for good, and all that it delegated")
  int revoke(@Mixin final ChangeOptions change) {
    return change.revoke(AgentCommands::card);
  }

  @Command(name = "tree", description = "Draw who can reach what through an agent")
  void tree(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent) {
    final JsonNode tree = of(gate, agent, "tree");
    gate.print(tree, () -> ReachText.tree(tree));
  }

  @Command(
      name = "exposure",
      description = "Show the worst that can come of an agent and everyone below it")
  void exposure(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent) {
    final JsonNode exposure = of(gate, agent, "exposure");
    gate.print(exposure, () -> ReachText.exposure(exposure));
  }

  private static JsonNode of(final GateOptions gate, final String agent, final String what) {
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    return client.getFresh(new Query("/v1/agents/" + id + "/" + what)).body();
  }

  @Command(name = "rotate", description = "Have an agent's key followed by a new one")
  void rotate(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent,
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "The agent's present secret key")
          final Path key,
      @Option(
              names = "--new-key",
              required = true,
              paramLabel = "FILE",
              description = "Its next secret key; made where missing")
          final Path newKey) {
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final JsonNode present = client.getFresh(new Query("/v1/agents/" + id)).body();
    final ObjectNode request = Json.object();
    try (AgentKey old = AgentKey.read(key);
        AgentKey next = AgentKey.readOrMake(newKey)) {
      old.rotate(id, present.path("key_sequence").asInt() + 1, next, request);
    }
    final JsonNode body = client.post("/v1/agents/" + id + "/keys", request).body();
    gate.print(body, () -> "rotation " + body.path("key").path("sequence").asText() + " of " + id);
    gate.say("its secret key is now in " + newKey);
  }

  @Command(name = "keys", description = "List the keys that an agent has had, first to last")
  void keys(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent) {
    final JsonNode keys = of(gate, agent, "keys");
    gate.print(
        keys,
        () -> {
          final Table table = new Table(">ROTATION", "PUBLIC KEY", "SINCE");
          for (final JsonNode key : keys.path("items")) {
            table.row(
                key.path("sequence").asText(),
                key.path("public_key").asText(),
                key.path("since").asText());
          }
          return table.render();
        });
  }

  static String card(final JsonNode agent) {
    if (agent.isNull()) {
      return "Done. The database does not answer, so the agent cannot be shown.\n";
    }
    return table(List.of(agent)) + "id " + agent.path("agent_id").asText() + "\n";
  }

  private static String table(final Iterable<JsonNode> agents) {
    final Table table = new Table("AGENT", "NAME", ">TENANT", "TRUST", "TIER", ">VERSION");
    for (final JsonNode agent : agents) {
      table.row(
          Texts.shortId(agent.path("agent_id")),
          agent.path("name").asText(),
          agent.path("tenant_id").asText(),
          agent.path("trust").asText(),
          agent.path("tier").asText(),
          agent.path("version").asText());
    }
    return table.render();
  }

  private static String state(final JsonNode state) {
    final StringBuilder text = new StringBuilder();
    text.append("decisions: ")
        .append(state.path("allowed_count").asText())
        .append(" allowed, ")
        .append(state.path("denied_count").asText())
        .append(" denied; last ")
        .append(Texts.value(state.path("last_active_at")))
        .append('\n');
    final JsonNode budget = state.path("budget");
    if (budget.isObject()) {
      text.append(BudgetCommands.state(budget));
    }
    if (!state.path("allowances").isEmpty()) {
      text.append(QuotaCommands.state(state.path("allowances")));
    }
    return text.toString();
  }
}
