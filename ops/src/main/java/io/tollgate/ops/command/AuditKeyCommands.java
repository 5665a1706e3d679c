package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The key that signs the audit logs. */
@Command(name = "key", description = "The key that signs the audit logs")
public final class AuditKeyCommands {

  @Command(
      name = "rotate",
      description = "Let a new key sign all logs; a record signed by both keys says so in each")
  void rotate(@Mixin final GateOptions gate) {
    final JsonNode body = gate.client().post("/v1/audit/key-change", null).body();
    gate.print(
        body,
        () ->
            "the ledger is signed from now on by "
                + body.path("key").asText()
                + "\nwho trusts an earlier key need not change anything\n");
  }
}
