package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.Json;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command prints its result: for people, or as JSON for programs. */
public final class OutputOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print the result as JSON")
  private boolean json;

  public boolean json() {
    return json;
  }

  /** Prints the JSON where --json was given, else the text. */
  public void print(final JsonNode node, final Supplier<String> text) {
    final PrintWriter out = command.commandLine().getOut();
    final String result = json ? Json.pretty(node) : text.get();
    out.print(result.endsWith("\n") ? result : result + "\n");
    out.flush();
  }
}
