package io.tollgate.engine.domain.quota;

/** Exact cost of a use. */
public final class Cost {
  /** The cost is more than a long can hold. */
  public static final long OVERFLOW = -1;

  private static final long MILLION = 1_000_000;

  private Cost() {}

  /**
   * Cost at two rates, rounded up to the next nano-unit.
   *
   * @param amount units at the first rate, 0 or more.
   * @param nanoPerMillion first rate, 0 or more.
   * @param outputAmount units at the second rate, 0 or more.
   * @param outputNanoPerMillion second rate, 0 or more.
   * @return nano-units, or {@link #OVERFLOW}.
   */
  public static long nano(
      final long amount,
      final long nanoPerMillion,
      final long outputAmount,
      final long outputNanoPerMillion) {
    final long firstLow = amount * nanoPerMillion;
    final long secondLow = outputAmount * outputNanoPerMillion;
    final long low = firstLow + secondLow;
    final long carry = Long.compareUnsigned(low, firstLow) < 0 ? 1 : 0;
    final long high =
        Math.multiplyHigh(amount, nanoPerMillion)
            + Math.multiplyHigh(outputAmount, outputNanoPerMillion)
            + carry;
    if (high == 0 && low >= 0) {
      return low / MILLION + (low % MILLION == 0 ? 0 : 1);
    }
    return divideUp(high, low);
  }

  /** Divides the unsigned 128-bit number by a million, 32 bits of it at a time. */
  private static long divideUp(final long high, final long low) {
    if (high < 0 || high >= MILLION / 2) {
      return OVERFLOW;
    }
    final long upper = high << 32 | low >>> 32;
    final long upperQuotient = Long.divideUnsigned(upper, MILLION);
    final long rest = Long.remainderUnsigned(upper, MILLION) << 32 | (low & 0xFFFF_FFFFL);
    final long quotient = (upperQuotient << 32) + rest / MILLION;
    final long cost = quotient + (rest % MILLION == 0 ? 0 : 1);
    return upperQuotient >= 1L << 31 || cost < 0 ? OVERFLOW : cost;
  }
}
