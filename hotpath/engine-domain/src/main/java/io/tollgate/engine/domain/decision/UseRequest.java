package io.tollgate.engine.domain.decision;

/** A use of a resource, to be counted or reserved. Mutable and reused; engine thread only. */
public final class UseRequest {
  public final ChainBytes chain = new ChainBytes();

  /** Event id of a consume, reservation id of a reserve. */
  public long idHigh;

  public long idLow;
  public int permission;
  public long scopeHash;

  /** As sent, which need not be any resource's. */
  public int resourceCode;

  /** 0 where the use has no price. */
  public int priceId;

  public long amount;
  public long outputAmount;

  /** Of a reservation; not looked at in a consume. */
  public long lifetimeNs;
}
