package io.tollgate.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * One agent's counters as the engine tells them over REST.
 *
 * @param tokens committed, in both directions
 * @param spentNano of its budget, by all below it too
 * @param reservedNano held by open reservations
 * @param limitNano its budget
 * @param allowed decisions: a reserve and a commit for each request that was granted
 * @param denied decisions
 */
record EngineSums(
    long tokens, long spentNano, long reservedNano, long limitNano, long allowed, long denied) {

  private static final int NANO_DIGITS = 9;

  /** Reads the answer of GET /v1/agents/{agentId}/state. */
  static EngineSums of(final JsonNode state) {
    long tokens = 0;
    for (final JsonNode allowance : state.path("allowances")) {
      if (allowance.path("resource").asText().equals("llm.tokens")) {
        tokens = allowance.path("total_used").longValue();
      }
    }
    final JsonNode budget = state.path("budget");
    return new EngineSums(
        tokens,
        nano(budget.path("spent")),
        nano(budget.path("reserved")),
        nano(budget.path("limit")),
        state.path("allowed_count").longValue(),
        state.path("denied_count").longValue());
  }

  private static long nano(final JsonNode money) {
    return new BigDecimal(money.asText()).movePointRight(NANO_DIGITS).longValueExact();
  }
}
