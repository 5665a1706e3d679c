package io.tollgate.engine.domain.fact;

/** A consume, reserve, commit or release of a known agent, denied. */
public final class Denied {
  public long eventIdHigh;
  public long eventIdLow;
  public int agentSlot;
  public int operationCode;
  public int permission;

  /** As sent, which need not be any resource's. */
  public int resourceCode;

  public int priceId;
  public int reasonCode;
  public int failingHop;
  public long linkId;
  public long scopeHash;
  public long amount;
  public long outputAmount;
  public long fitting;
  public long countAfter;

  /** Whether the id is kept, so that it stays denied. */
  public boolean isRemembered;
}
