package io.tollgate.engine.domain.fact;

import org.agrona.concurrent.UnsafeBuffer;

/** A command of a known agent, refused. */
public final class CommandRefused {
  /** The agent it was about; all zero where none. */
  public final UnsafeBuffer subjectId = new UnsafeBuffer(new byte[32]);

  /** Template id of the command in the gate's schema. */
  public int command;

  public int reasonCode;
  public int failingHop;

  /** The commanding agent's denied decisions. */
  public long countAfter;

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
