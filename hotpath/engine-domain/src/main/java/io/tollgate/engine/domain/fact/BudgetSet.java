package io.tollgate.engine.domain.fact;

/** An agent's budget in nano-units; -1 takes it away. */
public final class BudgetSet {
  public int agentSlot;
  public int currency;
  public int periodCode;
  public long limitNano;

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
