package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongBiFunction;

/**
 * The most that can be spent through some chains, in nano-units, until a budget starts anew. Every
 * use is taken from all budgets of its chain; without one, or with budgets of two currencies, a
 * chain can spend nothing. Chains that share their upper agents share those agents' budgets; where
 * an agent comes at two places, each of them is granted its whole budget, so that the bound is
 * never too low.
 */
final class SpendBound {
  private final Map<AgentId, SpendBound> children = new HashMap<>();
  private long limitNano = Long.MAX_VALUE;
  private boolean isEnd;

  private SpendBound() {}

  /** By currency; no entry where nothing can be spent. */
  static Map<Currency, Long> of(final Collection<List<ReachLink>> chains) {
    return of(chains, (agentId, budget) -> budget.limitNano());
  }

  /** The same of what is left of the budgets; the same currencies, with 0 where all is spent. */
  static Map<Currency, Long> of(final Collection<List<ReachLink>> chains, final LeftBudgets left) {
    return of(chains, left::of);
  }

  private static Map<Currency, Long> of(
      final Collection<List<ReachLink>> chains, final ToLongBiFunction<AgentId, Budget> amount) {
    final Map<String, SpendBound> roots = new TreeMap<>();
    for (final List<ReachLink> chain : chains) {
      currency(chain)
          .ifPresent(
              currency ->
                  roots
                      .computeIfAbsent(currency.getCurrencyCode(), code -> new SpendBound())
                      .add(chain, amount));
    }
    final Map<Currency, Long> bounds = new HashMap<>();
    roots.forEach((code, root) -> bounds.put(Currency.getInstance(code), root.bound()));
    return bounds;
  }

  private static Optional<Currency> currency(final List<ReachLink> chain) {
    final Set<Currency> currencies = new HashSet<>();
    chain.forEach(link -> link.budget().ifPresent(budget -> currencies.add(budget.currency())));
    return currencies.size() == 1 ? Optional.of(currencies.iterator().next()) : Optional.empty();
  }

  private void add(final List<ReachLink> chain, final ToLongBiFunction<AgentId, Budget> amount) {
    SpendBound place = this;
    for (final ReachLink link : chain) {
      place = place.children.computeIfAbsent(link.agentId(), id -> new SpendBound());
      place.limitNano =
          link.budget()
              .map(budget -> amount.applyAsLong(link.agentId(), budget))
              .orElse(Long.MAX_VALUE);
    }
    place.isEnd = true;
  }

  /** An end can spend all that those above it let pass, so that what is below it adds nothing. */
  private long bound() {
    if (isEnd) {
      return limitNano;
    }
    long sum = 0;
    for (final SpendBound child : children.values()) {
      final long more = child.bound();
      sum = more > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + more;
    }
    return Math.min(limitNano, sum);
  }
}
