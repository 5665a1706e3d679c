package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.fact.Denied;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;

/** Writes down refusals of uses and settlements. Engine thread only; allocates nothing. */
final class Denials {
  static final int NO_PERMISSION = 255;

  private final GateState state;
  private final FactApplier applier;
  private final Recorder recorder;
  private final ChainChecker chain;
  private final Refusals refusals;
  private final Denied fact = new Denied();

  Denials(final DecisionParts parts) {
    this.state = parts.state();
    this.applier = parts.applier();
    this.recorder = parts.recorder();
    this.chain = parts.chain();
    this.refusals = parts.refusals();
  }

  void denyUse(
      final UseRequest request,
      final Operation operation,
      final Reason reason,
      final int hop,
      final long fitting,
      final Verdict verdict) {
    verdict.deny(reason, hop);
    verdict.fitting(fitting);
    if (!chain.isAttributed()) {
      refusals.count(reason);
      return;
    }
    fact.eventIdHigh = request.idHigh;
    fact.eventIdLow = request.idLow;
    fact.permission = request.permission;
    fact.resourceCode = request.resourceCode;
    fact.priceId = request.priceId;
    fact.scopeHash = request.scopeHash;
    fact.amount = request.amount;
    fact.outputAmount = request.outputAmount;
    fact.isRemembered =
        isForLimits(reason)
            && state.events().hasRoom(applier.timeNs())
            && !state.events().isShareTaken(chain.agentSlot(), applier.timeNs());
    record(operation, reason, hop, fitting, verdict);
  }

  void denySettlement(
      final SettleRequest request,
      final Operation operation,
      final Reason reason,
      final int hop,
      final Verdict verdict) {
    verdict.deny(reason, hop);
    if (!chain.isAttributed()) {
      refusals.count(reason);
      return;
    }
    fact.eventIdHigh = request.idHigh;
    fact.eventIdLow = request.idLow;
    fact.permission = NO_PERMISSION;
    fact.resourceCode = 0;
    fact.priceId = 0;
    fact.scopeHash = 0;
    fact.amount = request.amount;
    fact.outputAmount = request.outputAmount;
    fact.isRemembered = false;
    record(operation, reason, hop, Verdict.NOTHING_FITS, verdict);
  }

  private void record(
      final Operation operation,
      final Reason reason,
      final int hop,
      final long fitting,
      final Verdict verdict) {
    fact.agentSlot = chain.agentSlot();
    fact.operationCode = operation.code();
    fact.reasonCode = reason.code();
    fact.failingHop = hop;
    fact.linkId = chain.linkId();
    fact.fitting = fitting;
    fact.countAfter = state.agents().deniedCount(fact.agentSlot) + 1;
    applier.apply(fact);
    recorder.denied(fact);
    verdict.position(applier.position());
  }

  /**
   * Whether a refusal could turn into a grant by the mere passing of time or another's commit: such
   * an id stays denied, so that a late repeat cannot be counted after its sender gave up. Only who
   * may use the permission gets so far.
   */
  private static boolean isForLimits(final Reason reason) {
    return switch (reason) {
      case HOUR_QUOTA_EXCEEDED,
          DAY_QUOTA_EXCEEDED,
          MONTH_QUOTA_EXCEEDED,
          CONCURRENT_QUOTA_EXCEEDED,
          AMOUNT_OVERFLOW,
          BUDGET_EXCEEDED,
          BUDGET_MISSING,
          PRICE_UNKNOWN,
          CURRENCY_MISMATCH ->
          true;
      default -> false;
    };
  }
}
