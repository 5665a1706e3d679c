package io.tollgate.engine.domain.fact;

/** A key is retired, with all that it sealed. */
public final class KeyRetired {
  public int keyId;

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
