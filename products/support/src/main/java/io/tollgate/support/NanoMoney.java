package io.tollgate.support;

import java.math.BigDecimal;

/** The engine's money, in nano-units (1e-9) of a currency, as exact decimals and back. */
public final class NanoMoney {
  private static final int NANO_DIGITS = 9;

  private NanoMoney() {}

  /**
   * The amount with nine digits after the point, e.g. 12.500000000 for 12,500,000,000 nano-units.
   */
  public static BigDecimal toDecimal(final long nano) {
    return BigDecimal.valueOf(nano, NANO_DIGITS);
  }

  /**
   * The amount in nano-units.
   *
   * @throws ArithmeticException where it has more than nine digits after the point or is more than
   *     9,223,372,036.
   */
  public static long ofDecimal(final BigDecimal amount) {
    if (amount.precision() - (long) amount.scale() > Long.SIZE) {
      throw new ArithmeticException("more than the engine's money can hold");
    }
    return amount.setScale(NANO_DIGITS).unscaledValue().longValueExact();
  }
}
