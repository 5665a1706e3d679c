package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Forgets a person in all audit logs. */
@Command(
    name = "forget",
    description =
        "Destroy a person's key for good: what was sealed under it is unreadable, proofs stay")
public final class AuditForgetCommand implements Runnable {

  private static final String ACTOR = "actor:";
  private static final String AGENT = "agent:";

  @Mixin private GateOptions gate;

  @Parameters(
      paramLabel = "SUBJECT",
      description = "actor:NAME, the subject of a token; or agent:AGENT, by id or name")
  private String subject;

  @Override
  public void run() {
    final JsonNode body =
        gate.client().post("/v1/audit/forgotten", Json.object().put("subject", whole())).body();
    gate.print(
        body, () -> "forgotten: the key " + body.path("key_id").asText() + " is destroyed\n");
  }

  private String whole() {
    if (subject.startsWith(AGENT)) {
      return AGENT + new Resolver(gate.client()).agentId(subject.substring(AGENT.length()));
    }
    if (!subject.startsWith(ACTOR)) {
      throw CliException.usage("a subject is actor:NAME or agent:AGENT, not " + subject);
    }
    return subject;
  }
}
