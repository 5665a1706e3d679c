package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.rest.Query;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a use costs. */
@Command(name = "price", description = "What a use costs")
public final class PriceCommands {

  @Command(name = "list", description = "List prices")
  void list(@Mixin final GateOptions gate, @Mixin final ListOptions list) {
    list.print(gate, new Query("/v1/prices"), PriceCommands::table);
  }

  @Command(name = "set", description = "Set a price; open reservations keep the one they had")
  void set(
      @Mixin final GateOptions gate,
      @Parameters(index = "0", paramLabel = "ID", description = "Its number, 1 or more")
          final long id,
      @Parameters(index = "1", paramLabel = "NAME", description = "As in gpt-4o") final String name,
      @Option(
              names = "--per-million",
              required = true,
              paramLabel = "AMOUNT",
              description = "For a million units (of llm.tokens: input)")
          final String perMillion,
      @Option(
              names = "--output-per-million",
              defaultValue = "0",
              paramLabel = "AMOUNT",
              description = "For a million units of output (default ${DEFAULT-VALUE})")
          final String outputPerMillion,
      @Option(
              names = "--resource",
              defaultValue = "llm.tokens",
              paramLabel = "TYPE",
              description = "Resource type (default ${DEFAULT-VALUE})")
          final String resource,
      @Option(
              names = "--currency",
              defaultValue = "USD",
              paramLabel = "CODE",
              description = "ISO 4217 (default ${DEFAULT-VALUE})")
          final String currency) {
    final ObjectNode price =
        Json.object()
            .put("name", name)
            .put("resource", resource)
            .put("currency", currency)
            .put("per_million", perMillion)
            .put("output_per_million", outputPerMillion);
    final JsonNode body = gate.client().put("/v1/prices/" + id, price, null).body();
    gate.print(body, () -> table(List.of(body.path("price"))));
  }

  private static String table(final Iterable<JsonNode> prices) {
    final Table table = new Table(">PRICE", "NAME", "RESOURCE", ">PER MILLION", ">OUTPUT");
    for (final JsonNode price : prices) {
      table.row(
          price.path("price_id").asText(),
          price.path("name").asText(),
          price.path("resource").asText(),
          Texts.money(price.path("per_million"), price.path("currency")),
          Texts.money(price.path("output_per_million"), price.path("currency")));
    }
    return table.render();
  }
}
