package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.SecretFile;
import io.tollgate.ops.cli.Table;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the gate whether a chain allows a permission; a denial is exit code 3. */
@Command(
    name = "check",
    description = "Ask whether a chain allows a permission (exit 3: it does not)")
public final class CheckCommand implements Callable<Integer> {

  @Mixin private GateOptions gate;

  @Parameters(paramLabel = "PERMISSION", description = "product:verb")
  private String permission;

  @Option(
      names = "--chain",
      required = true,
      paramLabel = "FILE",
      description = "The chain, as delegate mint wrote it")
  private Path chain;

  @Option(names = "--scope", paramLabel = "TEXT", description = "What it is about")
  private String scope;

  @Option(names = "--explain", description = "Also say what decided, and what would help")
  private boolean explain;

  @Override
  public Integer call() {
    final ObjectNode request =
        Json.object()
            .put("chain", SecretFile.read(chain))
            .put("permission", permission)
            .put("explain", explain);
    if (scope != null) {
      request.put("scope", scope);
    }
    final JsonNode answer = gate.client().post("/v1/check", request).body();
    gate.print(answer, () -> text(answer));
    final boolean allowed = answer.path("decision").asText().equals("ALLOW");
    return (allowed ? ExitCode.OK : ExitCode.DENIED).code();
  }

  private static String text(final JsonNode answer) {
    final StringBuilder text = new StringBuilder();
    text.append(answer.path("decision").asText())
        .append(' ')
        .append(answer.path("reason").asText())
        .append(" (journal position ")
        .append(answer.path("position").asText())
        .append(")\n");
    final JsonNode explanation = answer.path("explanation");
    if (explanation.isObject()) {
      text.append(explanation.path("sentence").asText()).append('\n');
      if (explanation.path("remedy").isTextual()) {
        text.append("What would help: ").append(explanation.path("remedy").asText()).append('\n');
      }
      text.append(hops(explanation.path("hops")));
    }
    return text.toString();
  }

  private static String hops(final JsonNode hops) {
    final Table table = new Table(">HOP", "LINK", "AGENT", "PERMISSIONS", "EXPIRES", "");
    for (final JsonNode hop : hops) {
      table.row(
          hop.path("hop").asText(),
          hop.path("link_id").asText(),
          Texts.shortId(hop.path("agent_id")),
          StreamSupport.stream(hop.path("permissions").spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(",")),
          hop.path("expires_at").asText(),
          hop.path("failed").asBoolean() ? "<- fails here" : "");
    }
    return hops.isEmpty() ? "" : table.render();
  }
}
