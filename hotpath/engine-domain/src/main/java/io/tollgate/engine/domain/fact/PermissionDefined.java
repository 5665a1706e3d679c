package io.tollgate.engine.domain.fact;

/** A permission enters the catalogue, or its minimum trust changes. */
public final class PermissionDefined {
  public int permission;
  public int minimumTrustCode;
  public final ShortText name = new ShortText();

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
