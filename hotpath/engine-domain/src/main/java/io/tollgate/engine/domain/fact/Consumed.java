package io.tollgate.engine.domain.fact;

/** A final use, allowed. Amounts are units of the resource, money is nano-units. */
public final class Consumed {
  public long eventIdHigh;
  public long eventIdLow;
  public int agentSlot;
  public int permission;
  public int resourceCode;
  public int priceId;
  public long linkId;
  public long scopeHash;
  public long amount;
  public long outputAmount;
  public long costNano;
  public long countAfter;
  public long hourUsedAfter;
  public long dayUsedAfter;
  public long monthUsedAfter;
  public long totalUsedAfter;
  public final BudgetLevels levels = new BudgetLevels();
}
