package io.tollgate.engine.domain.fact;

import org.agrona.concurrent.UnsafeBuffer;

/** An agent joins; its slot is the next one. */
public final class AgentRegistered {
  public final UnsafeBuffer agentId = new UnsafeBuffer(new byte[32]);
  public final UnsafeBuffer publicKey = new UnsafeBuffer(new byte[32]);
  public int agentSlot;
  public int tenantId;
  public int trustCode;
  public int tierCode;
  public final ShortText name = new ShortText();

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
