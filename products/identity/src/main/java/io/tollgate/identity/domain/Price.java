package io.tollgate.identity.domain;

import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.support.error.InvalidRequestException;
import java.util.Currency;

/**
 * An entry of the price list.
 *
 * @param priceId 1 or more.
 * @param name 1 to 64 bytes, e.g. of the model.
 * @param resource what is paid for.
 * @param currency ISO 4217.
 * @param nanoPerMillion nano-units for a million units at the first rate (for llm.tokens: input).
 * @param outputNanoPerMillion nano-units for a million units at the second rate (for llm.tokens:
 *     output).
 */
public record Price(
    int priceId,
    String name,
    ResourceType resource,
    Currency currency,
    long nanoPerMillion,
    long outputNanoPerMillion) {
  private static final int MAX_NAME_BYTES = 64;

  /** Checks number, name and rates. */
  public Price {
    Text.checked("name", name, MAX_NAME_BYTES);
    if (priceId < 1) {
      throw new InvalidRequestException("price_id", "must be 1 or more");
    }
    if (nanoPerMillion < 0 || outputNanoPerMillion < 0) {
      throw new InvalidRequestException("rate", "must be 0 or more");
    }
  }
}
