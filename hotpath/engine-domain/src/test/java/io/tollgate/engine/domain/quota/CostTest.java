package io.tollgate.engine.domain.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private static long expected(
      final long amount, final long rate, final long outputAmount, final long outputRate) {
    final BigInteger millionths =
        BigInteger.valueOf(amount)
            .multiply(BigInteger.valueOf(rate))
            .add(BigInteger.valueOf(outputAmount).multiply(BigInteger.valueOf(outputRate)));
    final BigInteger cost = millionths.add(MILLION).subtract(BigInteger.ONE).divide(MILLION);
    return cost.compareTo(MOST) > 0 ? Cost.OVERFLOW : cost.longValueExact();
  }

  /** Of every magnitude alike. */
  @Provide
  Arbitrary<Long> magnitudes() {
    return Arbitraries.integers()
        .between(0, 63)
        .flatMap(
            bits ->
                Arbitraries.longs()
                    .between(0, Long.MAX_VALUE)
                    .map(value -> bits == 0 ? 0 : value >>> (63 - bits)));
  }

  @Property(tries = 20_000)
  void shouldBeTheExactCostRoundedUp(
      @ForAll("magnitudes") final long amount,
      @ForAll("magnitudes") final long rate,
      @ForAll("magnitudes") final long outputAmount,
      @ForAll("magnitudes") final long outputRate) {
    assertThat(Cost.nano(amount, rate, outputAmount, outputRate))
        .isEqualTo(expected(amount, rate, outputAmount, outputRate));
  }

  @Property(tries = 2_000)
  void shouldBeExactAroundTheMostThatALongHolds(
      @ForAll("magnitudes") final long amount, @ForAll final byte around) {
    final long divisor = Math.max(1, amount);
    final BigInteger most = MOST.multiply(MILLION).divide(BigInteger.valueOf(divisor));
    if (most.bitLength() > 62) {
      return;
    }
    final long rate = Math.max(0, most.longValueExact() + around);
    assertThat(Cost.nano(divisor, rate, 0, 0)).isEqualTo(expected(divisor, rate, 0, 0));
    assertThat(Cost.nano(0, 0, divisor, rate)).isEqualTo(expected(divisor, rate, 0, 0));
  }

  @Test
  void shouldRoundUpToTheNextNanoUnit() {
    assertThat(Cost.nano(0, 5, 0, 5)).isZero();
    assertThat(Cost.nano(1, 1, 0, 0)).isEqualTo(1);
    assertThat(Cost.nano(999_999, 1, 1, 1)).isEqualTo(1);
    assertThat(Cost.nano(1_000_000, 1, 1, 1)).isEqualTo(2);
    assertThat(Cost.nano(1, 250_000_000, 2, 1_000_000_000)).isEqualTo(2_250);
  }

  @Test
  void shouldOverflowRatherThanWrap() {
    final long most = Long.MAX_VALUE;
    assertThat(Cost.nano(most, most, most, most)).isEqualTo(Cost.OVERFLOW);
    assertThat(Cost.nano(most, 1_000_000, 0, 0)).isEqualTo(most);
    assertThat(Cost.nano(most, 1_000_000, 1, 1)).isEqualTo(Cost.OVERFLOW);
    assertThat(Cost.nano(most, 999_999, most, 1)).isEqualTo(most);
  }
}
