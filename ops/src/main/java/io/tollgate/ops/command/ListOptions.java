package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.rest.Query;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How much of a list is shown. */
public final class ListOptions {

  private static final int MOST = 100_000;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many (1 to " + MOST + "; default ${DEFAULT-VALUE})")
  private int limit;

  void print(
      final GateOptions gate, final Query query, final Function<Iterable<JsonNode>, String> table) {
    if (print(gate, query, null, table) != null) {
      gate.say("there are more; raise --limit to see them");
    }
  }

  /**
   * Prints a list from a page on.
   *
   * @param cursor null for the beginning
   * @return where it goes on; null at its end
   */
  String print(
      final GateOptions gate,
      final Query query,
      final String cursor,
      final Function<Iterable<JsonNode>, String> table) {
    if (limit < 1 || limit > MOST) {
      throw CliException.usage("--limit must be 1 to " + MOST);
    }
    final ObjectNode list = gate.client().list(query, limit, cursor);
    gate.print(list, () -> table.apply(list.path("items")));
    return list.path("next_cursor").textValue();
  }
}
