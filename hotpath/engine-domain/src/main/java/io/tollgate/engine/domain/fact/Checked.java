package io.tollgate.engine.domain.fact;

/** A plain check, allowed or denied. */
public final class Checked {
  public int agentSlot;
  public int permission;
  public int reasonCode;
  public int failingHop;
  public long scopeHash;
  public long linkId;

  /** The agent's allowed (where the reason is OK) or denied decisions, this one included. */
  public long countAfter;
}
