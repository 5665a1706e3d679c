package io.tollgate.engine.domain.fact;

import org.agrona.concurrent.UnsafeBuffer;

/** An event of a product. */
public final class EventAppended {
  /** Bytes of payload at the most. */
  public static final int MAX_PAYLOAD_LENGTH = 4096;

  public long eventIdHigh;
  public long eventIdLow;

  /** Whom it is about; all zero for nobody. */
  public final UnsafeBuffer agentId = new UnsafeBuffer(new byte[32]);

  public int productCode;
  public int eventType;

  /** First 8 bytes, little-endian, of the payload's SHA-256. */
  public long payloadHash;

  /** The payload, wrapped where it lies. */
  public final UnsafeBuffer payload = new UnsafeBuffer(0, 0);

  /** The agent that commanded, or -1 for what the gate was born with. */
  public int actorSlot;

  /** On whose behalf. */
  public final ShortText actor = new ShortText();
}
