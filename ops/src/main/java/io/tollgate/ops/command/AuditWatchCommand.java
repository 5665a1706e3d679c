package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.ProblemException;
import io.tollgate.ops.rest.Query;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows signed audit records as they come, each once, until it is interrupted. */
@Command(
    name = "watch",
    description = "Show signed audit records of a running gate as they come, until Ctrl-C")
public final class AuditWatchCommand implements Runnable {

  private static final int WAIT_SECONDS = 15;

  @Spec private CommandSpec command;
  @Mixin private GateOptions gate;
  @Mixin private AuditFilterOptions filter;

  @Parameters(
      arity = "0..1",
      paramLabel = "WORDS",
      description = "In event, action, resource or metadata: all of them, \"a phrase\", -not, or")
  private String words;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on where a watch ended (default: begin now)")
  private String cursor;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "End after so many records (default: never)")
  private Long limit;

  @Override
  public void run() {
    if (limit != null && limit < 1) {
      throw CliException.usage("--limit must be at least 1");
    }
    final PrintWriter out = command.commandLine().getOut();
    final Thread onSignal = new Thread(() -> end(out), "watch-end");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      watch(gate.client(), out);
    } catch (final ProblemException e) {
      throw e.exitCode() == ExitCode.UNAVAILABLE && cursor != null ? interrupted(e) : e;
    } catch (final CliException e) {
      throw e.exitCode() == ExitCode.UNAVAILABLE && cursor != null ? interrupted(e) : e;
    } finally {
      removeHook(onSignal);
    }
  }

  private void watch(final AdminClient client, final PrintWriter out) {
    long left = limit == null ? Long.MAX_VALUE : limit;
    final Query query = filter.on("/v1/audit/news", words, gate).with("wait", WAIT_SECONDS);
    while (left > 0) {
      final JsonNode news =
          client
              .get(query.copy().with("limit", Math.min(left, 1000)).with("cursor", cursor))
              .body();
      for (final JsonNode record : news.path("items")) {
        out.println(gate.isJson() ? record.toString() : line(record));
        left--;
      }
      out.flush();
      if (out.checkError()) {
        return; // nobody reads any more
      }
      cursor = news.path("cursor").asText();
    }
  }

  private static String line(final JsonNode record) {
    return String.join(
        "  ",
        record.path("time").asText(),
        record.path("class").asText() + " " + record.path("sequence").asText(),
        record.path("event_type").asText(),
        record.path("action").asText(),
        Texts.shortId(record.path("agent_id")),
        record.path("resource").asText());
  }

  private CliException interrupted(final RuntimeException cause) {
    return new CliException(
        ExitCode.UNAVAILABLE,
        cause.getMessage() + "\nnothing is lost; go on with --cursor " + cursor,
        cause);
  }

  /** Ctrl-C is how a watch ends: that is no failure. */
  private static void end(final PrintWriter out) {
    out.flush();
    Runtime.getRuntime().halt(ExitCode.OK.code());
  }

  private static void removeHook(final Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (final IllegalStateException e) {
      // The process ends already: the hook does the rest.
      return;
    }
  }
}
