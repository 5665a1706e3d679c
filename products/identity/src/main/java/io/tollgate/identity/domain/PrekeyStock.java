package io.tollgate.identity.domain;

import java.util.List;
import java.util.Optional;

/**
 * What an agent has left at the gate.
 *
 * @param identityKey its long-term X25519 key; empty where there was none ever.
 * @param isCurrent whether the agent's current key signed it all; else nothing is given out.
 * @param signed those that are not out of date, newest first.
 * @param oneTimeLeft how many one-time prekeys can still be given.
 * @param lastSignedId the next signed prekey has a higher one.
 * @param lastOneTimeId the next one-time prekey has a higher one.
 */
public record PrekeyStock(
    Optional<IdentityDhKey> identityKey,
    boolean isCurrent,
    List<Prekey> signed,
    int oneTimeLeft,
    int lastSignedId,
    int lastOneTimeId) {
  /** With fewer one-time prekeys than this it is time for more. */
  public static final int LOW_WATER_MARK = 20;

  /** The most one-time prekeys that are kept for an agent. */
  public static final int MAX_ONE_TIME = 200;

  /** Of an agent that never left anything. */
  public static final PrekeyStock NONE =
      new PrekeyStock(Optional.empty(), false, List.of(), 0, 0, 0);

  /** Keeps a copy of the list. */
  public PrekeyStock {
    signed = List.copyOf(signed);
  }

  /** Whether it is time for more one-time prekeys. */
  public boolean isLow() {
    return oneTimeLeft < LOW_WATER_MARK;
  }
}
