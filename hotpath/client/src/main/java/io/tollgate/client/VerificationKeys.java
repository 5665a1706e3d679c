package io.tollgate.client;

import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.chain.KeyRing;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.agrona.collections.Int2IntHashMap;

/**
 * The keys by which a process without an engine verifies chains, as the operator gave them to it.
 * Links are sealed by a MAC: whoever can verify them can also forge them. So these keys belong only
 * into processes that are trusted like the gate, and only those of the tenants they serve.
 *
 * <p>Any thread may add and retire keys while others verify. A key is never removed and its id is
 * never used again.
 */
public final class VerificationKeys implements KeyRing {
  /** Bytes of a key. */
  public static final int KEY_LENGTH = 32;

  /** Keys at the most, unless set otherwise. */
  public static final int DEFAULT_CAPACITY = 1024;

  private final HmacSha256Key[] keys;
  private final int[] tenantIds;
  private final AtomicIntegerArray retired;
  private int size;

  /** Replaced whole when a key is added; what its slots name was written before. */
  private volatile Int2IntHashMap slots = new Int2IntHashMap(NONE);

  /** An empty ring of {@value #DEFAULT_CAPACITY} keys. */
  public VerificationKeys() {
    this(DEFAULT_CAPACITY);
  }

  /**
   * An empty ring.
   *
   * @param capacity keys at the most.
   */
  public VerificationKeys(final int capacity) {
    keys = new HmacSha256Key[capacity];
    tenantIds = new int[capacity];
    retired = new AtomicIntegerArray(capacity);
  }

  /**
   * Adds a key.
   *
   * @param keyId unsigned, not 0.
   * @param tenantId unsigned.
   * @param key {@link #KEY_LENGTH} secret bytes; not kept, and the caller's to wipe.
   * @throws IllegalArgumentException if the key is not one or its id was used before.
   * @throws IllegalStateException if the ring is full.
   */
  public synchronized void add(final int keyId, final int tenantId, final byte[] key) {
    if (keyId == 0 || key.length != KEY_LENGTH) {
      throw new IllegalArgumentException("key " + keyId + " of " + key.length + " bytes");
    }
    if (slots.containsKey(keyId)) {
      throw new IllegalArgumentException("key " + Integer.toUnsignedString(keyId) + " is known");
    }
    if (size == keys.length) {
      throw new IllegalStateException("more than " + keys.length + " keys");
    }
    keys[size] = new HmacSha256Key().init(key, 0, key.length);
    tenantIds[size] = tenantId;
    final Int2IntHashMap next = new Int2IntHashMap(slots);
    next.put(keyId, size);
    size++;
    slots = next;
  }

  /**
   * Retires a key: from now on nothing that it sealed is valid.
   *
   * @param keyId unsigned.
   * @return whether there is such a key.
   */
  public boolean retire(final int keyId) {
    final int slot = find(keyId);
    if (slot == NONE) {
      return false;
    }
    retired.set(slot, 1);
    return true;
  }

  @Override
  public int find(final int keyId) {
    return slots.get(keyId);
  }

  @Override
  public HmacSha256Key key(final int slot) {
    return keys[slot];
  }

  @Override
  public int tenantId(final int slot) {
    return tenantIds[slot];
  }

  @Override
  public boolean isRetired(final int slot) {
    return retired.get(slot) != 0;
  }
}
