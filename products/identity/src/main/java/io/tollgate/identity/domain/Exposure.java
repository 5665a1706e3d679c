package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.support.AgentId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The worst that can come of an agent and everyone below it.
 *
 * @param agent whose.
 * @param grants what it may do now, by the scope it may do it in ("" for everywhere).
 * @param spendNano at most so much money, in nano-units, until a budget starts anew; no entry for a
 *     currency means nothing can be spent in it.
 * @param leftNano what is left of that now, of the same currencies.
 * @param below what each agent below it may do and spend through it.
 * @param isComplete false where there are more than {@value Reachable#MAX_LINKS} links.
 * @param isLeftKnown false where the engine could not be asked about every budget; what is left
 *     then counts the limits of those whole, and is not too low either.
 */
public record Exposure(
    Agent agent,
    Map<String, Set<String>> grants,
    Map<Currency, Long> spendNano,
    Map<Currency, Long> leftNano,
    List<Below> below,
    boolean isComplete,
    boolean isLeftKnown) {
  /**
   * An agent below.
   *
   * @param agentId whose.
   * @param name its name.
   * @param trust how far it is trusted.
   * @param grants what it may do through the agent above, by scope.
   * @param spendNano at most so much through the agent above, by currency.
   * @param leftNano what is left of that now.
   */
  public record Below(
      AgentId agentId,
      String name,
      Trust trust,
      Map<String, Set<String>> grants,
      Map<Currency, Long> spendNano,
      Map<Currency, Long> leftNano) {}

  /** Keeps a copy of what is below. */
  public Exposure {
    below = List.copyOf(below);
  }
}
