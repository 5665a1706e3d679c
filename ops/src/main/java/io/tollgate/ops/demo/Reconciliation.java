package io.tollgate.ops.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Compares three sums that were come to on three ways: what the trace says of the requests that
 * were granted, what the engine counted, and what the journal holds. To the token and the nano.
 */
final class Reconciliation {

  /**
   * A figure on which the three do not agree.
   *
   * @param what the figure
   * @param agent whose
   */
  record Mismatch(String what, String agent, long trace, long engine, long journal) {

    @Override
    public String toString() {
      return what
          + " of "
          + agent
          + ": trace "
          + trace
          + ", engine "
          + engine
          + ", journal "
          + journal;
    }
  }

  private final Fleet fleet;
  private final List<Mismatch> mismatches = new ArrayList<>();

  private Reconciliation(final Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * Compares figure by figure, agent by agent.
   *
   * @return where they differ; empty where all agree
   */
  static List<Mismatch> compare(
      final Fleet fleet,
      final DemoOutcome outcome,
      final List<EngineSums> engine,
      final JournalSums journal) {
    final Reconciliation reconciliation = new Reconciliation(fleet);
    reconciliation.compareTokens(outcome, engine, journal);
    reconciliation.compareCosts(outcome, engine, journal);
    reconciliation.compareRefusals(outcome, engine, journal);
    return List.copyOf(reconciliation.mismatches);
  }

  private void compareTokens(
      final DemoOutcome outcome, final List<EngineSums> engine, final JournalSums journal) {
    for (final DemoAgent agent : fleet.agents()) {
      final int i = agent.index();
      final AgentSums traced = outcome.sums()[i];
      final AgentSums journaled = journal.sums()[i];
      compare(
          "granted requests",
          agent,
          traced.granted(),
          engine.get(i).allowed() / 2,
          journaled.granted());
      compare("tokens", agent, traced.tokens(), engine.get(i).tokens(), journaled.tokens());
      if (traced.contextTokens() != journaled.contextTokens()) {
        // The engine counts both directions together.
        mismatches.add(
            new Mismatch(
                "context tokens",
                agent.name(),
                traced.contextTokens(),
                traced.contextTokens(),
                journaled.contextTokens()));
      }
      compare("open reservations", agent, 0, engine.get(i).reservedNano(), 0);
    }
  }

  private void compareCosts(
      final DemoOutcome outcome, final List<EngineSums> engine, final JournalSums journal) {
    final long[] traced = subtreeCosts(outcome.sums());
    final long[] journaled = subtreeCosts(journal.sums());
    for (final DemoAgent agent : fleet.agents()) {
      final int i = agent.index();
      compare("nano-USD", agent, traced[i], engine.get(i).spentNano(), journaled[i]);
    }
  }

  private long[] subtreeCosts(final AgentSums[] sums) {
    return DemoPlan.subtreeSums(fleet, figures(sums, AgentSums::costNano));
  }

  private static long[] figures(final AgentSums[] sums, final ToLongFunction<AgentSums> figure) {
    final long[] figures = new long[sums.length];
    for (int i = 0; i < sums.length; i++) {
      figures[i] = figure.applyAsLong(sums[i]);
    }
    return figures;
  }

  private void compareRefusals(
      final DemoOutcome outcome, final List<EngineSums> engine, final JournalSums journal) {
    for (final DemoAgent agent : fleet.agents()) {
      final int i = agent.index();
      // A refusal whose answer an outage swallowed may have been forgotten and decided anew.
      final long told =
          outcome.reconnects() > 0
              ? Math.max(outcome.refused(i), journal.refused(i))
              : outcome.refused(i);
      compare("refused requests", agent, told, engine.get(i).denied(), journal.refused(i));
    }
  }

  private void compare(
      final String what,
      final DemoAgent agent,
      final long trace,
      final long engine,
      final long journal) {
    if (trace != engine || trace != journal) {
      mismatches.add(new Mismatch(what, agent.name(), trace, engine, journal));
    }
  }
}
