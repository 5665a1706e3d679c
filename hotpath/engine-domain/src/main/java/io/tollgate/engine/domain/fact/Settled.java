package io.tollgate.engine.domain.fact;

/** The end of a reservation. Amounts are what was really used. */
public final class Settled {
  public long reservationIdHigh;
  public long reservationIdLow;
  public int agentSlot;

  /** COMMIT, RELEASE or EXPIRE of {@link io.tollgate.engine.domain.decision.Operation}. */
  public int operationCode;

  public int resourceCode;
  public int priceId;
  public long amount;
  public long outputAmount;
  public long costNano;
  public long countAfter;
  public long hourUsedAfter;
  public long dayUsedAfter;
  public long monthUsedAfter;
  public long heldAfter;
  public long totalUsedAfter;
  public final BudgetLevels levels = new BudgetLevels();
}
