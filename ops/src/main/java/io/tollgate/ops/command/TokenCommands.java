package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who may use the admin API. */
@Command(name = "token", description = "Who may use the admin API")
public final class TokenCommands {

  @Command(name = "issue", description = "Issue a token")
  void issue(
      @Mixin final GateOptions gate,
      @Mixin final SecretOutput secret,
      @Parameters(paramLabel = "SUBJECT", description = "Who will use it") final String subject,
      @Option(
              names = "--role",
              required = true,
              split = ",",
              paramLabel = "ROLE",
              description = "admin, operator, approver or auditor; may be repeated")
          final List<String> roles,
      @Option(
              names = "--lifetime",
              defaultValue = "24h",
              paramLabel = "TIME",
              description = "1m to 90d (default ${DEFAULT-VALUE})")
          final String lifetime) {
    secret.check();
    final ObjectNode request = Json.object().put("subject", subject);
    final ArrayNode names = request.putArray("roles");
    roles.forEach(names::add);
    request.put("lifetime_seconds", Moments.duration(lifetime).toSeconds());
    final ObjectNode body = (ObjectNode) gate.client().post("/v1/tokens", request).body();
    final boolean print = secret.put(gate, body, "token");
    gate.print(
        body,
        () ->
            print
                ? body.path("token").asText()
                : new Table("SUBJECT", "ROLES", "EXPIRES")
                    .row(subject, String.join(",", roles), body.path("expires_at").asText())
                    .render());
  }
}
