package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.fact.Checked;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;

/** Decides plain checks. Engine thread only; allocates nothing. */
final class CheckDecider {
  private final GateState state;
  private final FactApplier applier;
  private final Recorder recorder;
  private final ChainChecker chain;
  private final PermissionRule permissionRule;
  private final Refusals refusals;
  private final Checked fact = new Checked();

  CheckDecider(final DecisionParts parts) {
    this.state = parts.state();
    this.applier = parts.applier();
    this.recorder = parts.recorder();
    this.chain = parts.chain();
    this.permissionRule = parts.permissionRule();
    this.refusals = parts.refusals();
  }

  void check(final CheckRequest request, final Verdict verdict) {
    final Reason chainReason = chain.check(request.chain, applier.timeNs());
    decide(chainReason, request.permission, request.scopeHash, verdict);
  }

  /** Checks the chain once for several permissions, each decided by {@link #checkNext}. */
  Reason checkChain(final ChainBytes bytes) {
    return chain.check(bytes, applier.timeNs());
  }

  void checkNext(
      final Reason chainReason, final int permission, final long scopeHash, final Verdict verdict) {
    decide(chainReason, permission, scopeHash, verdict);
  }

  private void decide(
      final Reason chainReason, final int permission, final long scopeHash, final Verdict verdict) {
    verdict.reset();
    Reason reason = chainReason;
    int failingHop = chain.failingHop();
    if (reason == Reason.OK) {
      reason = permissionRule.apply(chain, permission, scopeHash);
      failingHop = reason == Reason.OK ? -1 : chain.links() - 1;
    }
    if (!chain.isAttributed()) {
      refusals.count(reason);
      verdict.deny(reason, failingHop);
      return;
    }
    final int agentSlot = chain.agentSlot();
    fact.agentSlot = agentSlot;
    fact.permission = permission;
    fact.reasonCode = reason.code();
    fact.failingHop = failingHop;
    fact.scopeHash = scopeHash;
    fact.linkId = chain.linkId();
    fact.countAfter =
        1
            + (reason == Reason.OK
                ? state.agents().allowedCount(agentSlot)
                : state.agents().deniedCount(agentSlot));
    applier.apply(fact);
    recorder.checked(fact);
    if (reason == Reason.OK) {
      verdict.allow(applier.position());
    } else {
      verdict.deny(reason, failingHop);
      verdict.position(applier.position());
    }
  }
}
