package io.tollgate.engine.domain.fact;

/** A link is revoked, with all that hangs on it. */
public final class LinkRevoked {
  public long linkId;

  /** Whom the link delegates to. */
  public int agentSlot;

  public int epochAfter;

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
