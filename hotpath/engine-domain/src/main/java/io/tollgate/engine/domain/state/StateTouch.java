package io.tollgate.engine.domain.state;

import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.event.ReservationTable;
import io.tollgate.engine.domain.quota.ResourceType;

/**
 * Reads what will be changed soon, and nothing else: the reads of many records wait for memory side
 * by side, while their changes, one after the other, would wait in turn. What is to be read is
 * gathered first, because a processor looks only so many instructions ahead: the loops that read
 * are short. What is not there, or not yet, is passed over. Engine thread only.
 */
public final class StateTouch {
  /** A granted use names its agent and as many levels; a margin for the rest. */
  private static final int AGENTS_A_RECORD = 9;

  private final GateState state;
  private final int[] agentSlots;
  private final int[] budgetAgents;
  private final int[] allowanceAgents;
  private final int[] resources;
  private final long[] reservationHashes;
  private final long[] eventHashes;
  private final int[] slots;
  private int agents;
  private int budgets;
  private int allowances;
  private int reservations;
  private int events;
  private long sum;

  /**
   * A touch.
   *
   * @param state to read.
   * @param records between two readings at the most.
   */
  public StateTouch(final GateState state, final int records) {
    this.state = state;
    agentSlots = new int[records * AGENTS_A_RECORD];
    budgetAgents = new int[records * AGENTS_A_RECORD];
    allowanceAgents = new int[records];
    resources = new int[records];
    reservationHashes = new long[records];
    eventHashes = new long[records];
    slots = new int[records * AGENTS_A_RECORD];
  }

  /** An agent's record; once a record. */
  public void agent(final int slot) {
    if (slot >= 0 && slot < state.agents().size()) {
      agentSlots[agents++] = slot;
    }
  }

  /** An agent's allowance for a resource, its share of the ids, and the agent; once a record. */
  public void allowance(final int agentSlot, final int resourceCode) {
    if (agentSlot >= 0
        && agentSlot < state.agents().size()
        && ResourceType.ofCode(resourceCode) != null) {
      agentSlots[agents++] = agentSlot;
      allowanceAgents[allowances] = agentSlot;
      resources[allowances++] = resourceCode;
    }
  }

  /** An agent's budget, and the agent; at most eight times a record. */
  public void budget(final int agentSlot) {
    if (agentSlot >= 0 && agentSlot < state.agents().size()) {
      agentSlots[agents++] = agentSlot;
      budgetAgents[budgets++] = agentSlot;
    }
  }

  /** A reservation; at most once a record. */
  public void reservation(final long idHigh, final long idLow) {
    reservationHashes[reservations++] = state.idHash().ofOther(idHigh, idLow);
  }

  /** Where an event id will be kept; at most once a record. */
  public void event(final long idHigh, final long idLow) {
    eventHashes[events++] = state.idHash().ofOther(idHigh, idLow);
  }

  /** Where an id will be looked for among events and reservations, and kept; once a record. */
  public void id(final long idHigh, final long idLow) {
    final long hash = state.idHash().ofOther(idHigh, idLow);
    eventHashes[events++] = hash;
    reservationHashes[reservations++] = hash;
  }

  /** Reads all that was gathered since the last time. */
  public void read() {
    sum += state.agents().touch(agentSlots, agents);
    readEvents();
    readReservations();
    readAllowances();
    readBudgets();
    agents = 0;
  }

  private void readEvents() {
    for (int i = 0; i < events; i++) {
      sum += state.events().touch(eventHashes[i]);
    }
    sum += state.events().touchOldest(events);
    events = 0;
  }

  private void readReservations() {
    int count = 0;
    for (int i = 0; i < reservations; i++) {
      final int slot = state.reservations().firstCandidate(reservationHashes[i]);
      if (slot != ReservationTable.NONE) {
        slots[count++] = slot;
      }
    }
    sum += state.reservations().touch(slots, count);
    reservations = 0;
  }

  private void readAllowances() {
    sum += state.events().touchShares(allowanceAgents, allowances);
    int count = 0;
    for (int i = 0; i < allowances; i++) {
      final int slot = state.allowances().find(allowanceAgents[i], resources[i]);
      if (slot != AgentTable.NONE) {
        slots[count++] = slot;
      }
    }
    sum += state.allowances().touch(slots, count);
    allowances = 0;
  }

  private void readBudgets() {
    int count = 0;
    for (int i = 0; i < budgets; i++) {
      final int slot = state.budgets().record(budgetAgents[i]);
      if (slot != AgentTable.NONE) {
        slots[count++] = slot;
      }
    }
    sum += state.budgets().touch(slots, count);
    budgets = 0;
  }

  /** Depends on everything that was read, so that no compiler leaves the reading out. */
  public long sum() {
    return sum;
  }
}
