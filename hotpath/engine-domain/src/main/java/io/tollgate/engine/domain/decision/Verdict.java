package io.tollgate.engine.domain.decision;

/** What the gate answers. Mutable and reused; engine thread only. */
public final class Verdict {
  /** What {@link #remaining()} says where nothing limits. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** What {@link #fitting()} says where nothing would have fit, or the question makes no sense. */
  public static final long NOTHING_FITS = -1;

  private Reason reason = Reason.UNAVAILABLE;
  private int failingHop;
  private boolean isDuplicate;
  private long position;
  private long remaining;
  private long fitting;
  private long costNano;
  private long budgetRemainingNano;
  private long expiresAtNs;

  /** Starts a new verdict, which denies until it is told otherwise. */
  public void reset() {
    reason = Reason.UNAVAILABLE;
    failingHop = -1;
    isDuplicate = false;
    position = 0;
    remaining = UNLIMITED;
    fitting = NOTHING_FITS;
    costNano = 0;
    budgetRemainingNano = UNLIMITED;
    expiresAtNs = 0;
  }

  /** Grants. */
  public void allow(final long atPosition) {
    reason = Reason.OK;
    position = atPosition;
  }

  /** Refuses. */
  public void deny(final Reason why, final int hop) {
    reason = why;
    failingHop = hop;
  }

  /** Says again what was decided before. */
  public void repeat(final Reason firstReason, final int hop, final long firstPosition) {
    reason = firstReason;
    failingHop = hop;
    position = firstPosition;
    isDuplicate = true;
  }

  /** Whether the answer is ALLOW. */
  public boolean isAllowed() {
    return reason == Reason.OK;
  }

  /** OK, or why not. */
  public Reason reason() {
    return reason;
  }

  /** The hop that failed, root = 0; -1 none. */
  public int failingHop() {
    return failingHop;
  }

  /** Whether this id was decided before. */
  public boolean isDuplicate() {
    return isDuplicate;
  }

  /** Journal position of the decision; 0 where it was summed up with others. */
  public long position() {
    return position;
  }

  /** Units left in the tightest limited window, or {@link #UNLIMITED}. */
  public long remaining() {
    return remaining;
  }

  /** The amount that would have fit, or {@link #NOTHING_FITS}. */
  public long fitting() {
    return fitting;
  }

  public long costNano() {
    return costNano;
  }

  /** Left at the tightest level of the chain, or {@link #UNLIMITED}. */
  public long budgetRemainingNano() {
    return budgetRemainingNano;
  }

  /** When the reservation expires, nanoseconds since the epoch; 0 none. */
  public long expiresAtNs() {
    return expiresAtNs;
  }

  /** Where the decision is written down. */
  public void position(final long value) {
    position = value;
  }

  void remaining(final long value) {
    remaining = value;
  }

  void fitting(final long value) {
    fitting = value;
  }

  void costNano(final long value) {
    costNano = value;
  }

  void budgetRemainingNano(final long value) {
    budgetRemainingNano = value;
  }

  void expiresAtNs(final long value) {
    expiresAtNs = value;
  }
}
