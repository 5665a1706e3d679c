package io.tollgate.engine.domain.command;

import io.tollgate.engine.domain.decision.ChainBytes;
import io.tollgate.engine.domain.fact.ShortText;
import org.agrona.concurrent.UnsafeBuffer;

/** What every command carries beside its content. Mutable and reused; engine thread only. */
public final class CommandEnvelope {
  /** Any version will do. */
  public static final long ANY_VERSION = -1;

  /** Proof that the sender may command. */
  public final ChainBytes chain = new ChainBytes();

  /** On whose behalf. */
  public final ShortText actor = new ShortText();

  /** The agent that the command is about; all zero where none. */
  public final UnsafeBuffer subjectId = new UnsafeBuffer(new byte[32]);

  /** The version that the subject must have, or {@link #ANY_VERSION}. */
  public long expectedVersion = ANY_VERSION;

  /** Template id of the command in the gate's schema, for the journal of refusals. */
  public int command;

  /** Readies the envelope for the next command. */
  public void reset(final int newCommand) {
    command = newCommand;
    actor.clear();
    subjectId.setMemory(0, subjectId.capacity(), (byte) 0);
    expectedVersion = ANY_VERSION;
  }
}
