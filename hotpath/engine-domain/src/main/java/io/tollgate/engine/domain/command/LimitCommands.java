package io.tollgate.engine.domain.command;

import io.tollgate.engine.domain.catalogue.GatePermission;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.quota.AllowanceTable;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.BudgetTable;
import io.tollgate.engine.domain.quota.PriceTable;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;

/** Commands about what limits use: quotas, budgets, prices. Engine thread only. */
public final class LimitCommands {
  private static final int MAX_CURRENCY = 999;

  private final GateState state;
  private final FactApplier applier;
  private final Recorder recorder;
  private final CommandGuard guard;

  /**
   * The commands.
   *
   * @param state that is asked.
   * @param applier that changes it.
   * @param recorder that takes down what happened.
   * @param guard that knows who may.
   */
  public LimitCommands(
      final GateState state,
      final FactApplier applier,
      final Recorder recorder,
      final CommandGuard guard) {
    this.state = state;
    this.applier = applier;
    this.recorder = recorder;
    this.guard = guard;
  }

  /** Sets an agent's limits on a resource. */
  public void setQuota(final CommandEnvelope envelope, final QuotaSet fact, final Verdict verdict) {
    verdict.reset();
    final int subject = guard.subject(envelope);
    Reason reason = guard.authorise(envelope, GatePermission.QUOTAS);
    if (reason == Reason.OK) {
      reason = guard.mayChange(subject);
    }
    if (reason == Reason.OK && !isValid(fact)) {
      reason = Reason.VALUE_INVALID;
    }
    if (reason == Reason.OK) {
      if (isInEffect(subject, fact)) {
        guard.alreadyInEffect(state.agents().version(subject), verdict);
        return;
      }
      reason = guard.isExpected(envelope, subject);
    }
    if (reason == Reason.OK && !state.allowances().hasRoomFor(subject, fact.resourceCode)) {
      reason = Reason.TABLE_FULL;
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    fact.agentSlot = subject;
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.quotaSet(fact);
    guard.grant(verdict);
  }

  private static boolean isValid(final QuotaSet fact) {
    return ResourceType.ofCode(fact.resourceCode) != null
        && fact.hourLimit >= AllowanceTable.UNLIMITED
        && fact.dayLimit >= AllowanceTable.UNLIMITED
        && fact.monthLimit >= AllowanceTable.UNLIMITED
        && fact.concurrentLimit >= AllowanceTable.UNLIMITED;
  }

  private boolean isInEffect(final int subject, final QuotaSet fact) {
    final AllowanceTable allowances = state.allowances();
    final int slot = allowances.find(subject, fact.resourceCode);
    return slot != AllowanceTable.NONE
        && allowances.hourLimit(slot) == fact.hourLimit
        && allowances.dayLimit(slot) == fact.dayLimit
        && allowances.monthLimit(slot) == fact.monthLimit
        && allowances.concurrentLimit(slot) == fact.concurrentLimit;
  }

  /** Sets or takes away an agent's budget. */
  public void setBudget(
      final CommandEnvelope envelope, final BudgetSet fact, final Verdict verdict) {
    verdict.reset();
    final int subject = guard.subject(envelope);
    Reason reason = guard.authorise(envelope, GatePermission.BUDGETS);
    if (reason == Reason.OK) {
      reason = guard.mayChange(subject);
    }
    if (reason == Reason.OK) {
      reason = checkBudget(subject, fact);
    }
    if (reason == Reason.OK) {
      if (isInEffect(subject, fact)) {
        guard.alreadyInEffect(state.agents().version(subject), verdict);
        return;
      }
      reason = guard.isExpected(envelope, subject);
    }
    if (reason == Reason.OK && !state.budgets().hasRoomFor(subject)) {
      reason = Reason.TABLE_FULL;
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    fact.agentSlot = subject;
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.budgetSet(fact);
    guard.grant(verdict);
  }

  private Reason checkBudget(final int subject, final BudgetSet fact) {
    if (fact.limitNano < BudgetTable.NO_BUDGET
        || BudgetPeriod.ofCode(fact.periodCode) == null
        || isNoCurrency(fact.currency)) {
      return Reason.VALUE_INVALID;
    }
    final BudgetTable budgets = state.budgets();
    final int record = budgets.record(subject);
    if (record == BudgetTable.NONE) {
      return fact.limitNano == BudgetTable.NO_BUDGET ? Reason.NOT_FOUND : Reason.OK;
    }
    final boolean isOpen = budgets.reservedNano(record) != 0;
    final boolean isUsed = isOpen || budgets.spentNano(record, applier.calendar()) != 0;
    final boolean isRemoval = fact.limitNano == BudgetTable.NO_BUDGET;
    final boolean isOtherCurrency = fact.currency != budgets.currency(record);
    return (isOpen && isRemoval) || (isUsed && isOtherCurrency) ? Reason.VALUE_INVALID : Reason.OK;
  }

  private static boolean isNoCurrency(final int currency) {
    return currency < 1 || currency > MAX_CURRENCY;
  }

  private boolean isInEffect(final int subject, final BudgetSet fact) {
    final BudgetTable budgets = state.budgets();
    final int record = budgets.record(subject);
    return record != BudgetTable.NONE
        && budgets.limitNano(record) == fact.limitNano
        && budgets.currency(record) == fact.currency
        && budgets.periodCode(record) == fact.periodCode;
  }

  /** Adds a price or changes its rates. Only the system tenant may: the list is everybody's. */
  public void setPrice(final CommandEnvelope envelope, final PriceSet fact, final Verdict verdict) {
    verdict.reset();
    Reason reason = guard.authorise(envelope, GatePermission.PRICES);
    if (reason == Reason.OK) {
      reason = guard.mayTouch(CommandGuard.SYSTEM_TENANT);
    }
    if (reason == Reason.OK) {
      reason = checkPrice(fact);
    }
    final int slot = reason == Reason.OK ? state.prices().find(fact.priceId) : PriceTable.NONE;
    if (slot != PriceTable.NONE && isInEffect(slot, fact)) {
      guard.alreadyInEffect(state.prices().position(slot), verdict);
      return;
    }
    if (reason == Reason.OK && slot == PriceTable.NONE && !state.prices().hasRoom()) {
      reason = Reason.TABLE_FULL;
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.priceSet(fact);
    guard.grant(verdict);
  }

  private Reason checkPrice(final PriceSet fact) {
    if (fact.priceId == 0
        || fact.nanoPerMillion < 0
        || fact.outputNanoPerMillion < 0
        || isNoCurrency(fact.currency)
        || fact.name.length() == 0
        || ResourceType.ofCode(fact.resourceCode) == null) {
      return Reason.VALUE_INVALID;
    }
    final int slot = state.prices().find(fact.priceId);
    return slot != PriceTable.NONE
            && (state.prices().currency(slot) != fact.currency
                || state.prices().resourceCode(slot) != fact.resourceCode)
        ? Reason.ALREADY_EXISTS
        : Reason.OK;
  }

  private boolean isInEffect(final int slot, final PriceSet fact) {
    return state.prices().nanoPerMillion(slot) == fact.nanoPerMillion
        && state.prices().outputNanoPerMillion(slot) == fact.outputNanoPerMillion;
  }
}
