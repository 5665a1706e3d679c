package io.tollgate.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.CliException;
import java.math.BigDecimal;

/** List prices of the providers' models, in the form of pydantic/genai-prices. */
public final class PriceList {

  private static final int NANO_DIGITS = 9;

  private final JsonNode providers;

  public PriceList(final JsonNode providers) {
    this.providers = providers;
  }

  /**
   * Finds the price of one model.
   *
   * @param name provider/model, as in openai/gpt-4o
   * @throws CliException where there is no such model, or its price is not one flat rate for each
   *     direction
   */
  public ListPrice find(final String name) {
    final int slash = name.indexOf('/');
    if (slash < 1) {
      throw CliException.usage("a model is named provider/model, as in openai/gpt-4o, not " + name);
    }
    final String provider = name.substring(0, slash);
    final String model = name.substring(slash + 1);
    final JsonNode prices = entry(entry(providers, provider).path("models"), model).path("prices");
    if (prices.isMissingNode()) {
      throw CliException.usage("the price list has no model " + name);
    }
    return new ListPrice(
        provider, model, nano(name, prices, "input_mtok"), nano(name, prices, "output_mtok"));
  }

  private static JsonNode entry(final JsonNode list, final String id) {
    for (final JsonNode candidate : list) {
      if (candidate.path("id").asText().equals(id)) {
        return candidate;
      }
    }
    return list.path("none");
  }

  private static long nano(final String name, final JsonNode prices, final String field) {
    final JsonNode rate = prices.path(field);
    if (!rate.isNumber()) {
      throw CliException.usage(
          "the list price of " + name + " is not one flat " + field + "; choose another model");
    }
    final BigDecimal usd = rate.decimalValue();
    return usd.movePointRight(NANO_DIGITS).longValueExact();
  }
}
