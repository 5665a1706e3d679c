package io.tollgate.client;

import io.tollgate.engine.domain.decision.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * A decision, or the outcome of a command.
 *
 * @param allowed whether it was granted; only ever true because the gate said so.
 * @param reason OK where allowed, else why not.
 * @param failingHop place in the chain at which it failed, root = 0; -1 none.
 * @param position journal position of the decision; 0 where there is no record of its own.
 * @param remaining units left in the tightest limited window; {@link #UNLIMITED} where nothing
 *     limits.
 * @param fitting on a refusal for quota or budget the amount that would have fit; -1 none or not
 *     applicable.
 * @param costNano what it costs, in nano-units of the budget's currency.
 * @param budgetRemainingNano left at the tightest level of the chain; {@link #UNLIMITED} where
 *     there is no budget.
 * @param expiresAtNs when the reservation expires, nanoseconds since the epoch; 0 none.
 * @param duplicate whether this id was decided before and this is that decision.
 */
public record GateAnswer(
    boolean allowed,
    Reason reason,
    int failingHop,
    long position,
    long remaining,
    long fitting,
    long costNano,
    long budgetRemainingNano,
    long expiresAtNs,
    boolean duplicate)
    implements GateReply {
  /** What {@link #remaining()} and {@link #budgetRemainingNano()} say where nothing limits. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /**
   * What {@link #failingHop()} says where no hop failed, and {@link #fitting()} where none fits.
   */
  public static final int NONE = -1;

  private static final long NS_A_SECOND = 1_000_000_000L;

  /** Refuses an answer that contradicts itself. */
  public GateAnswer {
    if (allowed != (reason == Reason.OK)) {
      throw new IllegalArgumentException(reason + " cannot come with allowed = " + allowed);
    }
  }

  /**
   * A refusal that says nothing else.
   *
   * @param reason other than OK.
   */
  public static GateAnswer refused(final Reason reason) {
    return new GateAnswer(false, reason, NONE, 0, UNLIMITED, NONE, 0, UNLIMITED, 0, false);
  }

  /** When the reservation expires. */
  public Optional<Instant> expiresAt() {
    return expiresAtNs == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(expiresAtNs / NS_A_SECOND, expiresAtNs % NS_A_SECOND));
  }
}
