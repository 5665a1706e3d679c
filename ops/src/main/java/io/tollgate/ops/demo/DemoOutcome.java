package io.tollgate.ops.demo;

import io.tollgate.engine.domain.decision.Reason;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of a run's requests, and the sums that the trace itself gives for what was granted.
 */
final class DemoOutcome {

  private final DemoLatencies latencies;
  private final long elapsedNs;
  private final int reconnects;
  private final AgentSums[] sums;
  private final long[] refused;
  private final Map<Reason, Integer> refusals = new EnumMap<>(Reason.class);

  DemoOutcome(
      final DemoPlan plan,
      final RequestStates states,
      final DemoLatencies latencies,
      final long elapsedNs,
      final int reconnects) {
    this.latencies = latencies;
    this.elapsedNs = elapsedNs;
    this.reconnects = reconnects;
    this.sums = AgentSums.array(plan.fleet().size());
    this.refused = new long[plan.fleet().size()];
    for (int i = 0; i < plan.requests().size(); i++) {
      final int agent = plan.fleet().agentOf(i);
      if (states.get(i) == RequestStates.COMMITTED) {
        final TraceRequest request = plan.requests().get(i);
        sums[agent].add(
            request.contextTokens(),
            request.generatedTokens(),
            plan.price().costNano(request.contextTokens(), request.generatedTokens()));
      } else {
        refused[agent]++;
        refusals.merge(states.reason(i), 1, Integer::sum);
      }
    }
  }

  /** By the trace: what each agent was granted. */
  AgentSums[] sums() {
    return sums.clone();
  }

  long refused(final int agent) {
    return refused[agent];
  }

  Map<Reason, Integer> refusals() {
    return Map.copyOf(refusals);
  }

  DemoLatencies latencies() {
    return latencies;
  }

  long elapsedNs() {
    return elapsedNs;
  }

  /** How often the gate went away and came back. */
  int reconnects() {
    return reconnects;
  }
}
