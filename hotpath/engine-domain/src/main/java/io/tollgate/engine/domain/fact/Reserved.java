package io.tollgate.engine.domain.fact;

/** A reservation, allowed. Amounts are units of the resource, money is nano-units. */
public final class Reserved {
  public long reservationIdHigh;
  public long reservationIdLow;
  public int agentSlot;
  public int permission;
  public int resourceCode;
  public int priceId;
  public long linkId;
  public long scopeHash;
  public long amount;
  public long outputAmount;
  public long costNano;
  public long nanoPerMillion;
  public long outputNanoPerMillion;
  public long expiresAtNs;
  public long countAfter;
  public long hourUsedAfter;
  public long dayUsedAfter;
  public long monthUsedAfter;
  public long heldAfter;
  public final BudgetLevels levels = new BudgetLevels();
}
