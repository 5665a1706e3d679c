package io.tollgate.engine.domain.event;

import io.tollgate.engine.domain.fact.Consumed;
import io.tollgate.engine.domain.fact.Denied;
import io.tollgate.engine.domain.fact.EventAppended;
import java.nio.ByteOrder;

/** What was asked under an event id, and what was decided. Mutable and reused; one thread. */
public final class DecidedEvent {
  /** Operation code of a product's event, which is no operation on a resource. */
  public static final int PRODUCT_EVENT = 0;

  public long idHigh;
  public long idLow;
  public int agentSlot;
  public int operationCode;
  public int permission;
  public int resourceCode;
  public int reasonCode;
  public int failingHop;
  public int priceId;
  public long scopeHash;
  public long amount;
  public long outputAmount;
  public long costNano;
  public long fitting;

  /** Takes over a granted use. */
  public DecidedEvent set(final Consumed fact, final int operation) {
    idHigh = fact.eventIdHigh;
    idLow = fact.eventIdLow;
    agentSlot = fact.agentSlot;
    operationCode = operation;
    permission = fact.permission;
    resourceCode = fact.resourceCode;
    reasonCode = 0;
    failingHop = -1;
    priceId = fact.priceId;
    scopeHash = fact.scopeHash;
    amount = fact.amount;
    outputAmount = fact.outputAmount;
    costNano = fact.costNano;
    fitting = -1;
    return this;
  }

  /** Takes over a refused use. */
  public DecidedEvent set(final Denied fact) {
    idHigh = fact.eventIdHigh;
    idLow = fact.eventIdLow;
    agentSlot = fact.agentSlot;
    operationCode = fact.operationCode;
    permission = fact.permission;
    resourceCode = fact.resourceCode;
    reasonCode = fact.reasonCode;
    failingHop = fact.failingHop;
    priceId = fact.priceId;
    scopeHash = fact.scopeHash;
    amount = fact.amount;
    outputAmount = fact.outputAmount;
    costNano = 0;
    fitting = fact.fitting;
    return this;
  }

  /** Takes over a product's event: hashes stand for its payload and for whom it is about. */
  public DecidedEvent set(final EventAppended fact) {
    idHigh = fact.eventIdHigh;
    idLow = fact.eventIdLow;
    agentSlot = fact.actorSlot;
    operationCode = PRODUCT_EVENT;
    permission = 0;
    resourceCode = fact.productCode;
    reasonCode = 0;
    failingHop = -1;
    priceId = fact.eventType;
    scopeHash = fact.agentId.getLong(0, ByteOrder.LITTLE_ENDIAN);
    amount = fact.payloadHash;
    outputAmount = 0;
    costNano = 0;
    fitting = -1;
    return this;
  }

  /** Whether the other asked for the same, whatever was decided. */
  public boolean isSameRequest(final DecidedEvent other) {
    return agentSlot == other.agentSlot
        && operationCode == other.operationCode
        && permission == other.permission
        && resourceCode == other.resourceCode
        && priceId == other.priceId
        && scopeHash == other.scopeHash
        && amount == other.amount
        && outputAmount == other.outputAmount;
  }

  long packCodes() {
    return (operationCode & 0xFFL)
        | (permission & 0xFFL) << 8
        | (resourceCode & 0xFFL) << 16
        | (reasonCode & 0xFFL) << 24
        | (failingHop & 0xFFL) << 32;
  }

  void unpackCodes(final long codes) {
    operationCode = (int) (codes & 0xFF);
    permission = (int) (codes >>> 8 & 0xFF);
    resourceCode = (int) (codes >>> 16 & 0xFF);
    reasonCode = (int) (codes >>> 24 & 0xFF);
    failingHop = (byte) (codes >>> 32);
  }
}
