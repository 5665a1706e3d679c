package io.tollgate.engine.domain.fact;

/** A tenant's key is added. */
public final class KeyAdded {
  public int keyId;
  public int tenantId;
  public final byte[] salt = new byte[16];

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
