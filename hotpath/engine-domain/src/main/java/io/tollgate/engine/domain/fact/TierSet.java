package io.tollgate.engine.domain.fact;

/** An agent's tier changes. */
public final class TierSet {
  public int agentSlot;
  public int tierCode;

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
