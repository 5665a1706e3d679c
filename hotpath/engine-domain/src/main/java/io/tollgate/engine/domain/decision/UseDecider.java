package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.event.DecidedEvent;
import io.tollgate.engine.domain.event.EventTable;
import io.tollgate.engine.domain.event.ReservationTable;
import io.tollgate.engine.domain.fact.Consumed;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.Reserved;
import io.tollgate.engine.domain.quota.PriceTable;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;

/**
 * Decides uses of resources: consume and reserve. All or nothing: a use fits the agent's windows
 * and every budget up its chain, or changes nothing. Engine thread only; allocates nothing.
 */
final class UseDecider {
  private final GateState state;
  private final FactApplier applier;
  private final Recorder recorder;
  private final ChainChecker chain;
  private final PermissionRule permissionRule;
  private final Denials denials;
  private final UseLimits limits;
  private final Consumed consumed = new Consumed();
  private final Reserved reserved = new Reserved();
  private final DecidedEvent asked = new DecidedEvent();
  private final DecidedEvent decided = new DecidedEvent();
  private int failingHop;

  UseDecider(final DecisionParts parts, final Denials denials) {
    this.state = parts.state();
    this.applier = parts.applier();
    this.recorder = parts.recorder();
    this.chain = parts.chain();
    this.permissionRule = parts.permissionRule();
    this.denials = denials;
    this.limits = new UseLimits(state);
  }

  void decide(final UseRequest request, final Operation operation, final Verdict verdict) {
    verdict.reset();
    final Reason chainReason = chain.check(request.chain, applier.timeNs());
    failingHop = chain.failingHop();
    if (chain.isAttributed() && isRepeated(request, operation, verdict)) {
      return;
    }
    Reason reason = chainReason == Reason.OK ? checkRequest(request, operation) : chainReason;
    long fitting = Verdict.NOTHING_FITS;
    if (reason == Reason.OK) {
      reason = limits.fits(request.amount, request.outputAmount);
      failingHop = limits.failingHop();
      if (reason != Reason.OK) {
        fitting = limits.fitting(request.amount, request.outputAmount);
      }
    }
    if (reason == Reason.OK) {
      reason = checkRoom(request, operation);
    }
    if (reason != Reason.OK) {
      denials.denyUse(request, operation, reason, failingHop, fitting, verdict);
    } else if (operation == Operation.RESERVE) {
      reserve(request, verdict);
    } else {
      consume(request, verdict);
    }
  }

  /** Whether the id was decided before: then the answer is the first one, or a conflict. */
  private boolean isRepeated(
      final UseRequest request, final Operation operation, final Verdict verdict) {
    if ((request.idHigh | request.idLow) == 0) {
      return false;
    }
    setAsked(request, operation);
    final int event = state.events().find(request.idHigh, request.idLow);
    if (event != EventTable.NONE) {
      state.events().read(event, decided);
      if (asked.isSameRequest(decided)) {
        repeatEvent(event, verdict);
      } else {
        denyConflict(request, operation, verdict);
      }
      return true;
    }
    final int reservation =
        state.reservations().find(request.idHigh, request.idLow, applier.timeNs());
    if (reservation == ReservationTable.NONE) {
      return false;
    }
    if (operation == Operation.RESERVE && isSameReservation(request, reservation)) {
      verdict.repeat(Reason.OK, -1, state.reservations().position(reservation));
      verdict.costNano(state.reservations().costNano(reservation));
      verdict.expiresAtNs(state.reservations().expiresAtNs(reservation));
    } else {
      denyConflict(request, operation, verdict);
    }
    return true;
  }

  private void setAsked(final UseRequest request, final Operation operation) {
    asked.agentSlot = chain.agentSlot();
    asked.operationCode = operation.code();
    asked.permission = request.permission;
    asked.resourceCode = request.resourceCode;
    asked.priceId = request.priceId;
    asked.scopeHash = request.scopeHash;
    asked.amount = request.amount;
    asked.outputAmount = request.outputAmount;
  }

  private void repeatEvent(final int event, final Verdict verdict) {
    verdict.repeat(
        Reason.ofCode(decided.reasonCode), decided.failingHop, state.events().position(event));
    verdict.costNano(decided.costNano);
    verdict.fitting(decided.fitting);
  }

  private void denyConflict(
      final UseRequest request, final Operation operation, final Verdict verdict) {
    denials.denyUse(request, operation, Reason.EVENT_CONFLICT, -1, Verdict.NOTHING_FITS, verdict);
  }

  private boolean isSameReservation(final UseRequest request, final int slot) {
    final ReservationTable reservations = state.reservations();
    return reservations.agentSlot(slot) == chain.agentSlot()
        && reservations.permission(slot) == request.permission
        && reservations.resourceCode(slot) == request.resourceCode
        && reservations.priceId(slot) == request.priceId
        && reservations.scopeHash(slot) == request.scopeHash
        && reservations.amount(slot) == request.amount
        && reservations.outputAmount(slot) == request.outputAmount;
  }

  private Reason checkRequest(final UseRequest request, final Operation operation) {
    failingHop = chain.links() - 1;
    final Reason permission = permissionRule.apply(chain, request.permission, request.scopeHash);
    if (permission != Reason.OK) {
      return permission;
    }
    failingHop = -1;
    if ((request.idHigh | request.idLow) == 0) {
      return Reason.EVENT_ID_MISSING;
    }
    if (ResourceType.ofCode(request.resourceCode) == null) {
      return Reason.RESOURCE_UNKNOWN;
    }
    if (request.amount < 0
        || request.outputAmount < 0
        || (request.amount | request.outputAmount) == 0) {
      return Reason.AMOUNT_INVALID;
    }
    if (operation == Operation.RESERVE
        && (request.lifetimeNs < state.settings().minReservationNs()
            || request.lifetimeNs > state.settings().maxReservationNs())) {
      return Reason.LIFETIME_INVALID;
    }
    return readLimits(request, operation);
  }

  private Reason readLimits(final UseRequest request, final Operation operation) {
    limits.readAllowance(
        chain.agentSlot(),
        request.resourceCode,
        applier.calendar(),
        operation == Operation.RESERVE);
    if (request.priceId == 0) {
      limits.readNoPrice(chain);
      return Reason.OK;
    }
    final int price = state.prices().find(request.priceId);
    if (price == PriceTable.NONE || state.prices().resourceCode(price) != request.resourceCode) {
      return Reason.PRICE_UNKNOWN;
    }
    final Reason reason = limits.readBudgets(chain, price, applier.calendar());
    failingHop = limits.failingHop();
    return reason;
  }

  private Reason checkRoom(final UseRequest request, final Operation operation) {
    failingHop = -1;
    final int agentSlot = chain.agentSlot();
    final boolean hasRoom;
    if (operation == Operation.RESERVE) {
      hasRoom = state.reservations().hasRoom(applier.timeNs());
    } else if (state.events().isShareTaken(agentSlot, applier.timeNs())) {
      failingHop = chain.links() - 1;
      return Reason.AGENT_SHARE_EXCEEDED;
    } else {
      hasRoom = state.events().hasRoom(applier.timeNs());
    }
    return hasRoom && state.allowances().hasRoomFor(agentSlot, request.resourceCode)
        ? Reason.OK
        : Reason.TABLE_FULL;
  }

  private void consume(final UseRequest request, final Verdict verdict) {
    final long units = request.amount + request.outputAmount;
    final long costNano = limits.costNano(request.amount, request.outputAmount);
    consumed.eventIdHigh = request.idHigh;
    consumed.eventIdLow = request.idLow;
    consumed.agentSlot = chain.agentSlot();
    consumed.permission = request.permission;
    consumed.resourceCode = request.resourceCode;
    consumed.priceId = request.priceId;
    consumed.linkId = chain.linkId();
    consumed.scopeHash = request.scopeHash;
    consumed.amount = request.amount;
    consumed.outputAmount = request.outputAmount;
    consumed.costNano = costNano;
    consumed.countAfter = state.agents().allowedCount(consumed.agentSlot) + 1;
    consumed.hourUsedAfter = limits.hourUsed() + units;
    consumed.dayUsedAfter = limits.dayUsed() + units;
    consumed.monthUsedAfter = limits.monthUsed() + units;
    consumed.totalUsedAfter = limits.total() + units;
    limits.levelsAfter(costNano, consumed.levels);
    applier.apply(consumed);
    recorder.consumed(consumed);
    allow(units, costNano, verdict);
  }

  private void reserve(final UseRequest request, final Verdict verdict) {
    final long units = request.amount + request.outputAmount;
    final long costNano = limits.costNano(request.amount, request.outputAmount);
    reserved.reservationIdHigh = request.idHigh;
    reserved.reservationIdLow = request.idLow;
    reserved.agentSlot = chain.agentSlot();
    reserved.permission = request.permission;
    reserved.resourceCode = request.resourceCode;
    reserved.priceId = request.priceId;
    reserved.linkId = chain.linkId();
    reserved.scopeHash = request.scopeHash;
    reserved.amount = request.amount;
    reserved.outputAmount = request.outputAmount;
    reserved.costNano = costNano;
    reserved.nanoPerMillion = limits.rate();
    reserved.outputNanoPerMillion = limits.outputRate();
    reserved.expiresAtNs = applier.timeNs() + request.lifetimeNs;
    reserved.countAfter = state.agents().allowedCount(reserved.agentSlot) + 1;
    reserved.hourUsedAfter = limits.hourUsed() + units;
    reserved.dayUsedAfter = limits.dayUsed() + units;
    reserved.monthUsedAfter = limits.monthUsed() + units;
    reserved.heldAfter = limits.held() + units;
    limits.levelsAfter(costNano, reserved.levels);
    applier.apply(reserved);
    recorder.reserved(reserved);
    allow(units, costNano, verdict);
    verdict.expiresAtNs(reserved.expiresAtNs);
  }

  private void allow(final long units, final long costNano, final Verdict verdict) {
    verdict.allow(applier.position());
    verdict.costNano(costNano);
    verdict.remaining(limits.remainingAfter(units));
    verdict.budgetRemainingNano(limits.budgetRemainingAfter(costNano));
  }
}
