package io.tollgate.identity.domain;

import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.support.error.InvalidRequestException;
import java.util.Currency;

/**
 * How much money an agent and all below it may spend.
 *
 * @param limitNano nano-units of the currency, 0 or more.
 * @param currency ISO 4217.
 * @param period when it starts anew.
 */
public record Budget(long limitNano, Currency currency, BudgetPeriod period) {
  /** Checks the limit. */
  public Budget {
    if (limitNano < 0) {
      throw new InvalidRequestException("limit", "must be 0 or more");
    }
  }
}
