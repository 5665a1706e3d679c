package io.tollgate.ops.demo;

import java.util.Arrays;

/** What one agent used, added up. For one thread. */
final class AgentSums {

  private long granted;
  private long contextTokens;
  private long generatedTokens;
  private long costNano;

  static AgentSums[] array(final int length) {
    final AgentSums[] sums = new AgentSums[length];
    Arrays.setAll(sums, i -> new AgentSums());
    return sums;
  }

  void add(final long context, final long generated, final long cost) {
    granted++;
    contextTokens = Math.addExact(contextTokens, context);
    generatedTokens = Math.addExact(generatedTokens, generated);
    costNano = Math.addExact(costNano, cost);
  }

  long granted() {
    return granted;
  }

  long contextTokens() {
    return contextTokens;
  }

  long generatedTokens() {
    return generatedTokens;
  }

  long tokens() {
    return contextTokens + generatedTokens;
  }

  long costNano() {
    return costNano;
  }
}
