package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keys that an agent leaves for those who write to it. */
@Command(
    name = "prekeys",
    description = "Keys that an agent leaves for those who write to it while it is away")
public final class PrekeyCommands {
  private static final String AGENT = "Id (64 hex digits) or name";
  private static final int MOST = 100;

  @Command(name = "upload", description = "Make prekeys, sign them and leave the public halves")
  void upload(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent,
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "The agent's present secret key, which signs")
          final Path key,
      @Option(
              names = "--dir",
              required = true,
              paramLabel = "DIR",
              description = "Where the secret halves are kept, a file each; made where missing")
          final Path directory,
      @Option(
              names = "--count",
              defaultValue = "50",
              paramLabel = "N",
              description = "One-time prekeys, 0 to 100 (default ${DEFAULT-VALUE})")
          final int count,
      @Option(
              names = "--expires",
              defaultValue = "30d",
              paramLabel = "WHEN",
              description = "At most 90d away (default ${DEFAULT-VALUE})")
          final String expires) {
    if (count < 0 || count > MOST) {
      throw CliException.usage("--count must be 0 to " + MOST);
    }
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final JsonNode present = client.getFresh(new Query(path(id))).body();
    final ObjectNode request;
    try (AgentKey agentKey = AgentKey.read(key)) {
      request =
          new PrekeyMaker(id, agentKey.pair(), directory, Moments.ahead(expires))
              .upload(present, count);
    }
    final JsonNode stock = client.post(path(id), request).body();
    gate.print(stock, () -> text(stock));
    gate.say("the secret halves are in " + directory);
  }

  @Command(name = "show", description = "Show what prekeys an agent has left")
  void show(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent) {
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final JsonNode stock = client.getFresh(new Query(path(id))).body();
    gate.print(stock, () -> text(stock));
  }

  @Command(
      name = "take",
      description = "Take a bundle and verify it; its one-time prekey is given once, ever")
  void take(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "AGENT", description = AGENT) final String agent) {
    final AdminClient client = gate.client();
    final String id = new Resolver(client).agentId(agent);
    final JsonNode bundle = client.post(path(id) + "/bundles", null).body();
    BundleCheck.require(
        id, bundle, client.getFresh(new Query("/v1/agents/" + id + "/keys")).body());
    gate.print(bundle, () -> bundle(bundle));
  }

  private static String path(final String agentId) {
    return "/v1/agents/" + agentId + "/prekeys";
  }

  private static String text(final JsonNode stock) {
    final JsonNode identity = stock.path("identity_key");
    if (!identity.isObject()) {
      return "no prekeys";
    }
    final StringBuilder text = new StringBuilder();
    text.append("identity key ")
        .append(identity.path("number").asText())
        .append(": ")
        .append(identity.path("public_key").asText())
        .append(stock.path("current").asBoolean() ? "" : " (signed by a former key)")
        .append('\n');
    for (final JsonNode prekey : stock.path("signed_prekeys")) {
      text.append("signed prekey ")
          .append(prekey.path("id").asText())
          .append(" until ")
          .append(prekey.path("expires_at").asText())
          .append('\n');
    }
    return text.append(stock.path("one_time_left").asText())
        .append(" one-time prekeys left")
        .append(stock.path("low").asBoolean() ? ", time for more" : "")
        .append('\n')
        .toString();
  }

  private static String bundle(final JsonNode bundle) {
    final JsonNode oneTime = bundle.path("one_time_prekey");
    return "identity key  "
        + bundle.path("identity_key").path("public_key").asText()
        + "\nsigned prekey "
        + key(bundle.path("signed_prekey"))
        + "\none-time      "
        + (oneTime.isObject() ? key(oneTime) : "none left: the signed prekey alone must do")
        + "\n";
  }

  private static String key(final JsonNode prekey) {
    return prekey.path("public_key").asText() + " id " + prekey.path("id").asText();
  }
}
