package io.tollgate.engine.domain.decision;

/** The end of a reservation. Mutable and reused; engine thread only. */
public final class SettleRequest {
  public final ChainBytes chain = new ChainBytes();
  public long idHigh;
  public long idLow;

  /** Really used; not looked at in a release. */
  public long amount;

  public long outputAmount;
}
