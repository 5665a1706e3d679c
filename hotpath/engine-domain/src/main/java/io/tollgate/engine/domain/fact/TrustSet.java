package io.tollgate.engine.domain.fact;

/** An agent's trust changes. */
public final class TrustSet {
  public int agentSlot;
  public int trustCode;
  public int epochAfter;

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
