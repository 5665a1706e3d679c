package io.tollgate.ops.demo;

import java.math.BigInteger;

/**
 * What a model's provider asks, as the gate keeps it.
 *
 * @param inputNanoPerMillion nano-USD for a million tokens that go in
 * @param outputNanoPerMillion nano-USD for a million tokens that come out
 */
public record ListPrice(
    String provider, String model, long inputNanoPerMillion, long outputNanoPerMillion) {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  /**
   * The cost by the gate's rule, worked out here on its own so that the demo checks the engine
   * rather than repeats it.
   *
   * @return nano-USD, rounded up
   */
  public long costNano(final long contextTokens, final long outputTokens) {
    final BigInteger millionths =
        BigInteger.valueOf(contextTokens)
            .multiply(BigInteger.valueOf(inputNanoPerMillion))
            .add(
                BigInteger.valueOf(outputTokens)
                    .multiply(BigInteger.valueOf(outputNanoPerMillion)));
    return millionths.add(MILLION).subtract(BigInteger.ONE).divide(MILLION).longValueExact();
  }
}
