package io.tollgate.engine.domain.state;

import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.event.DecidedEvent;
import io.tollgate.engine.domain.event.ReservationState;
import io.tollgate.engine.domain.event.ReservationTable;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.BudgetLevels;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.Checked;
import io.tollgate.engine.domain.fact.CommandRefused;
import io.tollgate.engine.domain.fact.Consumed;
import io.tollgate.engine.domain.fact.Denied;
import io.tollgate.engine.domain.fact.EventAppended;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.KeyRetired;
import io.tollgate.engine.domain.fact.LinkRevoked;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.fact.Reserved;
import io.tollgate.engine.domain.fact.Settled;
import io.tollgate.engine.domain.fact.TierSet;
import io.tollgate.engine.domain.fact.TrustSet;
import io.tollgate.engine.domain.quota.Calendar;

/**
 * The one place where facts change the state: called by the live engine right after it decided, and
 * by a replay with what the journal says. Each call is one journal record and takes one position.
 *
 * <p>A batch is opened by {@link #begin} and closed by {@link #end}. Engine thread only; allocates
 * nothing.
 */
public final class FactApplier {
  private final GateState state;
  private final Calendar calendar = new Calendar();
  private final DecidedEvent event = new DecidedEvent();
  private long position;
  private long timeNs;

  /**
   * An applier.
   *
   * @param state to change.
   */
  public FactApplier(final GateState state) {
    this.state = state;
    this.position = state.header().position();
  }

  /**
   * Opens a batch.
   *
   * @param batchTimeNs the engine's time for all its records; never before the batch before.
   */
  public void begin(final long batchTimeNs) {
    state.undo().begin(state.header().batchSequence() + 1);
    position = state.header().position();
    timeNs = batchTimeNs;
    calendar.moveTo(batchTimeNs);
    state.events().beginBatch();
  }

  /**
   * Closes a batch: the header says how far the state has come, unless no fact was applied. The
   * undo log stays open until the journal has the batch.
   *
   * @return how many facts were applied.
   */
  public int end() {
    final int count = (int) (position - state.header().position());
    if (count > 0) {
      state.header().advance(position, timeNs, state.header().batchSequence() + 1);
      state.header().setEvents(state.events().oldest(), state.events().next());
    }
    return count;
  }

  /** Journal position of the newest fact, in the open batch too. */
  public long position() {
    return position;
  }

  /** The time of the open batch, nanoseconds since the epoch. */
  public long timeNs() {
    return timeNs;
  }

  /** The calendar at that time. */
  public Calendar calendar() {
    return calendar;
  }

  public void apply(final Checked fact) {
    position++;
    if (fact.reasonCode == Reason.OK.code()) {
      state.agents().setAllowed(fact.agentSlot, fact.countAfter, timeNs);
    } else {
      state.agents().setDenied(fact.agentSlot, fact.countAfter, timeNs);
    }
  }

  public void apply(final Consumed fact) {
    position++;
    state.agents().setAllowed(fact.agentSlot, fact.countAfter, timeNs);
    final int allowance = state.allowances().acquire(fact.agentSlot, fact.resourceCode);
    state
        .allowances()
        .setUsed(allowance, calendar, fact.hourUsedAfter, fact.dayUsedAfter, fact.monthUsedAfter);
    state.allowances().setTotalUsed(allowance, fact.totalUsedAfter);
    applyLevels(fact.levels);
    state.events().add(event.set(fact, Operation.CONSUME.code()), position, timeNs);
  }

  public void apply(final Reserved fact) {
    position++;
    state.agents().setAllowed(fact.agentSlot, fact.countAfter, timeNs);
    final int allowance = state.allowances().acquire(fact.agentSlot, fact.resourceCode);
    state
        .allowances()
        .setUsed(allowance, calendar, fact.hourUsedAfter, fact.dayUsedAfter, fact.monthUsedAfter);
    state.allowances().setHeld(allowance, fact.heldAfter);
    applyLevels(fact.levels);
    state.reservations().open(fact, calendar, position, timeNs);
  }

  public void apply(final Settled fact) {
    position++;
    final ReservationTable reservations = state.reservations();
    final int slot = findReservation(fact);
    final ReservationState settled;
    if (fact.operationCode == Operation.EXPIRE.code()) {
      settled = ReservationState.EXPIRED;
    } else {
      settled =
          fact.operationCode == Operation.COMMIT.code()
              ? ReservationState.COMMITTED
              : ReservationState.RELEASED;
      state.agents().setAllowed(fact.agentSlot, fact.countAfter, timeNs);
    }
    final int allowance = state.allowances().acquire(fact.agentSlot, fact.resourceCode);
    state
        .allowances()
        .setUsed(allowance, calendar, fact.hourUsedAfter, fact.dayUsedAfter, fact.monthUsedAfter);
    state.allowances().setHeld(allowance, fact.heldAfter);
    state.allowances().setTotalUsed(allowance, fact.totalUsedAfter);
    applyLevels(fact.levels);
    reservations.settle(slot, fact, settled, position, timeNs);
  }

  private int findReservation(final Settled fact) {
    final int slot =
        state.reservations().find(fact.reservationIdHigh, fact.reservationIdLow, timeNs);
    if (slot == ReservationTable.NONE) {
      throw new IllegalStateException("record " + position + " settles no known reservation");
    }
    return slot;
  }

  public void apply(final Denied fact) {
    position++;
    state.agents().setDenied(fact.agentSlot, fact.countAfter, timeNs);
    if (fact.isRemembered) {
      state.events().add(event.set(fact), position, timeNs);
    }
  }

  /** Takes a position for a record that changes nothing: a summary, a start. */
  public void applyMark() {
    position++;
  }

  public void apply(final AgentRegistered fact) {
    position++;
    state.agents().register(fact, position);
  }

  public void apply(final TrustSet fact) {
    position++;
    state.agents().setTrust(fact.agentSlot, fact.trustCode, fact.epochAfter);
    state.agents().setVersion(fact.agentSlot, position);
  }

  public void apply(final TierSet fact) {
    position++;
    state.agents().setTier(fact.agentSlot, fact.tierCode);
    state.agents().setVersion(fact.agentSlot, position);
  }

  public void apply(final PermissionDefined fact) {
    position++;
    state.permissions().define(fact);
  }

  public void apply(final KeyAdded fact) {
    position++;
    state.keys().add(fact, position);
  }

  public void apply(final KeyRetired fact) {
    position++;
    state.keys().retire(state.keys().find(fact.keyId), position);
  }

  public void apply(final QuotaSet fact) {
    position++;
    state.allowances().setLimits(fact);
    state.agents().setVersion(fact.agentSlot, position);
  }

  public void apply(final BudgetSet fact) {
    position++;
    state.budgets().set(fact, calendar);
    state.agents().setVersion(fact.agentSlot, position);
  }

  public void apply(final PriceSet fact) {
    position++;
    state.prices().set(fact, position);
  }

  public void apply(final LinkRevoked fact) {
    position++;
    state.revokedLinks().add(fact.linkId, fact.agentSlot, timeNs);
    state.agents().setEpoch(fact.agentSlot, fact.epochAfter);
    state.agents().setVersion(fact.agentSlot, position);
  }

  public void apply(final EventAppended fact) {
    position++;
    state.events().add(event.set(fact), position, timeNs);
  }

  public void apply(final CommandRefused fact) {
    position++;
    state.agents().setDenied(fact.actorSlot, fact.countAfter, timeNs);
  }

  private void applyLevels(final BudgetLevels levels) {
    for (int level = 0; level < levels.count(); level++) {
      state
          .budgets()
          .setUsed(
              state.budgets().record(levels.agentSlot(level)),
              calendar,
              levels.spentAfterNano(level),
              levels.reservedAfterNano(level));
    }
  }
}
