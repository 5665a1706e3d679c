package io.tollgate.ops.demo;

import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The real data that Tollgate carries; NOTICE says where it is from. */
final class CarriedData {

  private static final String TRACE = "AzureLLMInferenceTrace_code.csv";
  private static final String PRICES = "llm-prices.json";

  private CarriedData() {}

  /** One hour of requests to a code-writing service, November 2023. */
  static List<TraceRequest> trace() {
    try (InputStream in = open(TRACE)) {
      return new TraceReader(TRACE, new InputStreamReader(in, StandardCharsets.UTF_8)).readAll();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PriceList prices() {
    try (InputStream in = open(PRICES)) {
      return new PriceList(Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(final String name) {
    return CarriedData.class.getResourceAsStream("/demo/" + name);
  }
}
