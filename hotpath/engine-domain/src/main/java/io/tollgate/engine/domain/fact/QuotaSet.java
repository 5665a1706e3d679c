package io.tollgate.engine.domain.fact;

/** An agent's limits on one resource; -1 is none. */
public final class QuotaSet {
  public int agentSlot;
  public int resourceCode;
  public long hourLimit;
  public long dayLimit;
  public long monthLimit;
  public long concurrentLimit;

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
