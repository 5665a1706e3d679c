package io.tollgate.identity.lookup;

import java.util.List;

/**
 * What changed after a position.
 *
 * @param epoch names one unbroken following of the journal.
 * @param position everything up to here is in it.
 * @param isBroken whether it cannot be told what changed since, so that all that was read before is
 *     to be forgotten.
 * @param notices in the journal's order.
 */
public record AgentNews(long epoch, long position, boolean isBroken, List<AgentNotice> notices) {
  /** Keeps a copy. */
  public AgentNews {
    notices = List.copyOf(notices);
  }
}
