package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Reply;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which agent a change is about, and which version of it the person has seen. */
public final class ChangeOptions {

  @Mixin private GateOptions gate;

  @Parameters(index = "0", paramLabel = "AGENT", description = "Id (64 hex digits) or name")
  private String agent;

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only where this still is the agent's version")
  private Long version;

  @Option(
      names = "--force",
      description = "Also the operator's own agent, without which nobody can command the gate")
  private boolean isForced;

  GateOptions gate() {
    return gate;
  }

  String ifMatch() {
    return version == null ? AdminClient.ANY_VERSION : "\"" + version + "\"";
  }

  String path(final AdminClient client) {
    return "/v1/agents/" + new Resolver(client).agentId(agent);
  }

  int patch(final String member, final String value, final Function<JsonNode, String> text) {
    final AdminClient client = gate.client();
    return print(
        client.patch(path(client) + force(), Json.object().put(member, value), ifMatch()),
        "agent",
        text);
  }

  int revoke(final Function<JsonNode, String> text) {
    final AdminClient client = gate.client();
    return print(
        client.post(path(client) + "/revocation" + force(), null, ifMatch()), "agent", text);
  }

  private String force() {
    return isForced ? "?force=true" : "";
  }

  /** Prints what was written and tells by the exit code whether somebody must approve first. */
  int print(final Reply reply, final String member, final Function<JsonNode, String> text) {
    final JsonNode body = reply.body();
    gate.print(body, () -> text.apply(body.path(member)));
    return (reply.pending() ? ExitCode.APPROVAL_PENDING : ExitCode.OK).code();
  }
}
