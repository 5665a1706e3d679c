package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What cannot be taken back. */
@Command(name = "revoke", description = "Cut off a link or an agent, and all below it, for good")
public final class RevokeCommands {

  @Command(name = "link", description = "Revoke a delegation")
  void link(
      @Mixin final GateOptions gate,
      @Parameters(paramLabel = "LINK", description = "Link id, 16 hex digits") final String link) {
    final JsonNode body =
        gate.client().post("/v1/delegations/" + link + "/revocation", null).body();
    gate.print(body, () -> DelegateCommands.table(List.of(body.path("delegation"))));
  }

  @Command(name = "agent", description = "Revoke an agent")
  int agent(@Mixin final ChangeOptions change) {
    return change.revoke(AgentCommands::card);
  }
}
