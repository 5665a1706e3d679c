package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.event.ReservationState;
import io.tollgate.engine.domain.event.ReservationTable;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.Settled;
import io.tollgate.engine.domain.quota.AllowanceTable;
import io.tollgate.engine.domain.quota.BudgetTable;
import io.tollgate.engine.domain.quota.Calendar;
import io.tollgate.engine.domain.quota.Cost;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;

/**
 * Settles reservations: commit, release, expiry. A reservation ends once; what it held comes back,
 * what was used stays. Engine thread only; allocates nothing.
 */
final class SettleDecider {
  private final GateState state;
  private final FactApplier applier;
  private final Recorder recorder;
  private final ChainChecker chain;
  private final Denials denials;
  private final Settled fact = new Settled();

  SettleDecider(final DecisionParts parts, final Denials denials) {
    this.state = parts.state();
    this.applier = parts.applier();
    this.recorder = parts.recorder();
    this.chain = parts.chain();
    this.denials = denials;
  }

  void commit(final SettleRequest request, final Verdict verdict) {
    decide(request, Operation.COMMIT, request.amount, request.outputAmount, verdict);
  }

  void release(final SettleRequest request, final Verdict verdict) {
    decide(request, Operation.RELEASE, 0, 0, verdict);
  }

  private void decide(
      final SettleRequest request,
      final Operation operation,
      final long amount,
      final long outputAmount,
      final Verdict verdict) {
    verdict.reset();
    final Reason chainReason = chain.identify(request.chain, applier.timeNs());
    if (chainReason != Reason.OK) {
      denials.denySettlement(request, operation, chainReason, chain.failingHop(), verdict);
      return;
    }
    final int slot = state.reservations().find(request.idHigh, request.idLow, applier.timeNs());
    if (isRepeated(slot, operation, amount, outputAmount)) {
      verdict.repeat(Reason.OK, -1, state.reservations().settledPosition(slot));
      verdict.costNano(state.reservations().settledCostNano(slot));
      return;
    }
    final Reason reason = checkSettlement(slot, amount, outputAmount);
    if (reason != Reason.OK) {
      denials.denySettlement(request, operation, reason, -1, verdict);
      return;
    }
    settle(slot, operation, amount, outputAmount);
    verdict.allow(applier.position());
    verdict.costNano(fact.costNano);
  }

  private boolean isRepeated(
      final int slot, final Operation operation, final long amount, final long outputAmount) {
    if (slot == ReservationTable.NONE
        || state.reservations().agentSlot(slot) != chain.agentSlot()) {
      return false;
    }
    final ReservationState wanted =
        operation == Operation.COMMIT ? ReservationState.COMMITTED : ReservationState.RELEASED;
    return state.reservations().stateCode(slot) == wanted.code()
        && state.reservations().settledAmount(slot) == amount
        && state.reservations().settledOutputAmount(slot) == outputAmount;
  }

  private Reason checkSettlement(final int slot, final long amount, final long outputAmount) {
    final ReservationTable reservations = state.reservations();
    if (slot == ReservationTable.NONE) {
      return Reason.RESERVATION_UNKNOWN;
    }
    if (reservations.agentSlot(slot) != chain.agentSlot()) {
      return Reason.RESERVATION_NOT_OWNED;
    }
    final int stateCode = reservations.stateCode(slot);
    if (stateCode != ReservationState.OPEN.code()) {
      return stateCode == ReservationState.EXPIRED.code()
          ? Reason.RESERVATION_EXPIRED
          : Reason.RESERVATION_SETTLED;
    }
    if (reservations.expiresAtNs(slot) <= applier.timeNs()) {
      return Reason.RESERVATION_EXPIRED;
    }
    if (amount < 0 || outputAmount < 0) {
      return Reason.AMOUNT_INVALID;
    }
    return checkAgainstReservation(slot, amount, outputAmount);
  }

  /** Units and cost are each bounded; how the units split over the two rates may differ. */
  private Reason checkAgainstReservation(
      final int slot, final long amount, final long outputAmount) {
    final ReservationTable reservations = state.reservations();
    final long units = amount + outputAmount;
    final long costNano = costNano(slot, amount, outputAmount);
    if (units < 0 || costNano == Cost.OVERFLOW) {
      return Reason.AMOUNT_OVERFLOW;
    }
    return units > reservations.amount(slot) + reservations.outputAmount(slot)
            || costNano > reservations.costNano(slot)
        ? Reason.COMMIT_EXCEEDS_RESERVATION
        : Reason.OK;
  }

  private long costNano(final int slot, final long amount, final long outputAmount) {
    return Cost.nano(
        amount,
        state.reservations().nanoPerMillion(slot),
        outputAmount,
        state.reservations().outputNanoPerMillion(slot));
  }

  /**
   * Expires open reservations that are due, earliest first.
   *
   * @param most how many, so that a cycle stays short.
   */
  void expireDue(final int most) {
    for (int i = 0; i < most; i++) {
      final int slot = state.reservations().firstExpired(applier.timeNs());
      if (slot == ReservationTable.NONE || !state.hasRoomForDecision()) {
        return;
      }
      settle(slot, Operation.EXPIRE, 0, 0);
    }
  }

  private void settle(
      final int slot, final Operation operation, final long amount, final long outputAmount) {
    final ReservationTable reservations = state.reservations();
    final int agentSlot = reservations.agentSlot(slot);
    fact.reservationIdHigh = reservations.idHigh(slot);
    fact.reservationIdLow = reservations.idLow(slot);
    fact.agentSlot = agentSlot;
    fact.operationCode = operation.code();
    fact.resourceCode = reservations.resourceCode(slot);
    fact.priceId = reservations.priceId(slot);
    fact.amount = amount;
    fact.outputAmount = outputAmount;
    fact.costNano = costNano(slot, amount, outputAmount);
    fact.countAfter =
        state.agents().allowedCount(agentSlot) + (operation == Operation.EXPIRE ? 0 : 1);
    setUsed(slot, amount + outputAmount);
    setLevels(slot);
    applier.apply(fact);
    recorder.settled(fact);
  }

  /** What was not used comes back to the windows that the reservation was made in. */
  private void setUsed(final int slot, final long usedUnits) {
    final ReservationTable reservations = state.reservations();
    final AllowanceTable allowances = state.allowances();
    final Calendar calendar = applier.calendar();
    final int allowance = allowances.find(fact.agentSlot, fact.resourceCode);
    final long reservedUnits = reservations.amount(slot) + reservations.outputAmount(slot);
    final long back = reservedUnits - usedUnits;
    fact.hourUsedAfter =
        allowances.hourUsed(allowance, calendar)
            - (reservations.isOfHour(slot, calendar) ? back : 0);
    fact.dayUsedAfter =
        allowances.dayUsed(allowance, calendar) - (reservations.isOfDay(slot, calendar) ? back : 0);
    fact.monthUsedAfter =
        allowances.monthUsed(allowance, calendar)
            - (reservations.isOfMonth(slot, calendar) ? back : 0);
    fact.heldAfter = allowances.held(allowance) - reservedUnits;
    fact.totalUsedAfter = allowances.totalUsed(allowance) + usedUnits;
  }

  private void setLevels(final int slot) {
    final ReservationTable reservations = state.reservations();
    final BudgetTable budgets = state.budgets();
    fact.levels.clear();
    for (int level = 0; level < reservations.levelCount(slot); level++) {
      final int agentSlot = reservations.levelAgentSlot(slot, level);
      final int budget = budgets.record(agentSlot);
      fact.levels.add(
          agentSlot,
          budgets.spentNano(budget, applier.calendar()) + fact.costNano,
          budgets.reservedNano(budget) - reservations.costNano(slot));
    }
  }
}
