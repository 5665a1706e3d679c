package io.tollgate.engine.domain.fact;

/** An entry of the price list: nano-units for a million units. */
public final class PriceSet {
  public int priceId;
  public int currency;
  public int resourceCode;
  public long nanoPerMillion;
  public long outputNanoPerMillion;
  public final ShortText name = new ShortText();

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
