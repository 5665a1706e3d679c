package io.tollgate.support;

import java.util.Comparator;
import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

/** Currencies by their ISO 4217 numbers, which is how the journal names them. */
public final class Currencies {
  /** What a number stands for that no currency has. */
  public static final Currency UNKNOWN = Currency.getInstance("XXX");

  private static final Map<Integer, Currency> BY_NUMBER =
      Currency.getAvailableCurrencies().stream()
          .sorted(Comparator.comparing(Currency::getCurrencyCode))
          .collect(
              Collectors.toMap(
                  Currency::getNumericCode, currency -> currency, (first, next) -> first));

  private Currencies() {}

  /** The currency of a number, or {@link #UNKNOWN}. */
  public static Currency ofNumber(final int number) {
    return BY_NUMBER.getOrDefault(number, UNKNOWN);
  }
}
