package io.tollgate.engine.domain.catalogue;

import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.SlotIndex;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The agents. Slots are given in order and never reused, so an agent's slot is its number in the
 * journal. Engine thread only.
 *
 * <p>Record of 256 bytes, four cache lines. In the first, all that a decision by a cached chain
 * reads and writes: 0 in use, 1 trust, 2 tier, 4 epoch, 8 allowed decisions, 16 denied decisions,
 * 24 last active (ns), 32 allowance slots + 1 by resource code - 1 (7 of 4 bytes), 60 budget slot +
 * 1. In the third, what else verifying a chain needs: 128 agent id, 160 tenant, 164 name length,
 * 168 version. Else: 64 name, 192 public key.
 */
public final class AgentTable {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 256;

  /** No agent. */
  public static final int NONE = -1;

  private static final int USED = 0;
  private static final int TRUST = 1;
  private static final int TIER = 2;
  private static final int EPOCH = 4;
  private static final int ALLOWED = 8;
  private static final int DENIED = 16;
  private static final int LAST_ACTIVE = 24;
  private static final int ALLOWANCES = 32;
  private static final int BUDGET = 60;
  private static final int NAME = 64;
  private static final int ID = 128;
  private static final int TENANT = 160;
  private static final int NAME_LENGTH = 164;
  private static final int VERSION = 168;
  private static final int PUBLIC_KEY = 192;
  private static final int ID_LENGTH = 32;
  private static final int RESOURCES = 7;
  private static final int FIRST_EPOCH = 1;
  private static final int FIRST_EPOCHS = 1 << 10;

  private final Slab slab;
  private final SlotIndex index;
  private int[] epochs = new int[FIRST_EPOCHS];
  private int size;

  /**
   * A table.
   *
   * @param slab of its records.
   */
  public AgentTable(final Slab slab) {
    this.slab = slab;
    this.index = new SlotIndex(slab.capacity());
  }

  /** Works size and index out anew from the records. */
  public void reindex() {
    index.clear();
    size = slab.countUsed(USED);
    for (int slot = 0; slot < size; slot++) {
      index.add(hashOf(slot), slot);
      keepEpoch(slot, slab.getInt(slot, EPOCH));
    }
  }

  /** Epochs are asked for at every hop of every chain: together they take few cache lines. */
  private void keepEpoch(final int slot, final int epoch) {
    if (slot >= epochs.length) {
      epochs = Arrays.copyOf(epochs, Math.min(slab.capacity(), 2 * epochs.length));
    }
    epochs[slot] = epoch;
  }

  /** How many agents. */
  public int size() {
    return size;
  }

  /** Whether another agent fits; gives it memory. */
  public boolean hasRoom() {
    return slab.back(size);
  }

  /**
   * Finds an agent.
   *
   * @param buffer that holds its id.
   * @param offset of the id.
   * @return its slot, or {@link #NONE}.
   */
  public int find(final DirectBuffer buffer, final int offset) {
    final long first = buffer.getLong(offset);
    final long second = buffer.getLong(offset + 8);
    final long third = buffer.getLong(offset + 16);
    final long fourth = buffer.getLong(offset + 24);
    final long hash = SlotIndex.hash(first, second);
    int slot;
    for (int p = index.first(hash); (slot = index.slotAt(p)) != SlotIndex.NONE; p = index.next(p)) {
      if (index.mayMatch(p, hash)
          && slab.getLong(slot, ID) == first
          && slab.getLong(slot, ID + 8) == second
          && slab.getLong(slot, ID + 16) == third
          && slab.getLong(slot, ID + 24) == fourth) {
        return slot;
      }
    }
    return NONE;
  }

  /** Adds an agent at the slot that the fact names, which is the next one. */
  public void register(final AgentRegistered fact, final long position) {
    if (!slab.back(size)) {
      throw new IllegalStateException("more than " + slab.capacity() + " agents");
    }
    if (fact.agentSlot != size) {
      throw new IllegalStateException(
          "agent " + fact.agentSlot + " of " + size + " cannot be registered");
    }
    final int slot = size;
    slab.initZero(slot);
    slab.initInt(slot, TENANT, fact.tenantId);
    slab.initBytes(slot, ID, fact.agentId, 0, ID_LENGTH);
    slab.initBytes(slot, PUBLIC_KEY, fact.publicKey, 0, ID_LENGTH);
    slab.initInt(slot, NAME_LENGTH, fact.name.length());
    slab.initBytes(slot, NAME, fact.name.bytes(), 0, fact.name.length());
    slab.initLong(slot, VERSION, position);
    slab.initInt(slot, EPOCH, FIRST_EPOCH);
    slab.initInt(slot, USED, fact.tierCode << 16 | fact.trustCode << 8);
    slab.putByte(slot, USED, (byte) 1);
    index.add(hashOf(slot), slot);
    keepEpoch(slot, slab.getInt(slot, EPOCH));
    size++;
  }

  private long hashOf(final int slot) {
    return SlotIndex.hash(slab.getLong(slot, ID), slab.getLong(slot, ID + 8));
  }

  /** Reads a little of records that are in use, so that they are near when they change. */
  public long touch(final int[] slots, final int count) {
    long sum = slab.touch(slots, count, USED);
    for (int i = 0; i < count; i++) {
      sum += epochs[slots[i]];
    }
    return sum;
  }

  /** The agent's tenant; unsigned. */
  public int tenantId(final int slot) {
    return slab.getInt(slot, TENANT);
  }

  /** Code of {@link Trust}. */
  public int trustCode(final int slot) {
    return slab.getByte(slot, TRUST);
  }

  /** Code of {@link Tier}. */
  public int tierCode(final int slot) {
    return slab.getByte(slot, TIER);
  }

  /** Grows whenever chains through the agent have to be verified anew. */
  public int epoch(final int slot) {
    return epochs[slot];
  }

  /** Journal position of the last command about the agent. */
  public long version(final int slot) {
    return slab.getLong(slot, VERSION);
  }

  public long allowedCount(final int slot) {
    return slab.getLong(slot, ALLOWED);
  }

  public long deniedCount(final int slot) {
    return slab.getLong(slot, DENIED);
  }

  /** When it last had a decision, nanoseconds since the epoch; 0 never. */
  public long lastActiveNs(final int slot) {
    return slab.getLong(slot, LAST_ACTIVE);
  }

  /** Slot of its allowance for a resource, or {@link #NONE}. */
  public int allowanceSlot(final int slot, final int resourceCode) {
    return slab.getInt(slot, ALLOWANCES + (resourceCode - 1) * Integer.BYTES) - 1;
  }

  /** Slot of its budget, or {@link #NONE}. */
  public int budgetSlot(final int slot) {
    return slab.getInt(slot, BUDGET) - 1;
  }

  /** Copies its id. */
  public void copyId(final int slot, final MutableDirectBuffer to, final int offset) {
    slab.getBytes(slot, ID, to, offset, ID_LENGTH);
  }

  /** Whether it was registered with this name, key, tenant. */
  public boolean isSame(final int slot, final AgentRegistered fact) {
    if (tenantId(slot) != fact.tenantId || slab.getInt(slot, NAME_LENGTH) != fact.name.length()) {
      return false;
    }
    for (int i = 0; i < fact.name.length(); i++) {
      if (slab.getByte(slot, NAME + i) != fact.name.bytes().getByte(i)) {
        return false;
      }
    }
    return true;
  }

  /** Copies its name; for those who may allocate, {@link ShortText#toString()} shows it. */
  public void copyName(final int slot, final MutableDirectBuffer scratch, final ShortText to) {
    final int length = slab.getInt(slot, NAME_LENGTH);
    slab.getBytes(slot, NAME, scratch, 0, length);
    to.set(scratch, 0, length);
  }

  /** Copies its public key. */
  public void copyPublicKey(final int slot, final MutableDirectBuffer to, final int offset) {
    slab.getBytes(slot, PUBLIC_KEY, to, offset, ID_LENGTH);
  }

  /** Sets trust and epoch. */
  public void setTrust(final int slot, final int trustCode, final int epoch) {
    slab.putByte(slot, TRUST, (byte) trustCode);
    slab.putInt(slot, EPOCH, epoch);
    keepEpoch(slot, epoch);
  }

  public void setEpoch(final int slot, final int epoch) {
    slab.putInt(slot, EPOCH, epoch);
    keepEpoch(slot, epoch);
  }

  public void setTier(final int slot, final int tierCode) {
    slab.putByte(slot, TIER, (byte) tierCode);
  }

  public void setVersion(final int slot, final long position) {
    slab.putLong(slot, VERSION, position);
  }

  /** Counts an allowed decision. */
  public void setAllowed(final int slot, final long countAfter, final long timeNs) {
    slab.putLong(slot, ALLOWED, countAfter);
    slab.putLong(slot, LAST_ACTIVE, timeNs);
  }

  /** Counts a denied decision. */
  public void setDenied(final int slot, final long countAfter, final long timeNs) {
    slab.putLong(slot, DENIED, countAfter);
    slab.putLong(slot, LAST_ACTIVE, timeNs);
  }

  public void setAllowanceSlot(final int slot, final int resourceCode, final int allowanceSlot) {
    if (resourceCode < 1 || resourceCode > RESOURCES) {
      throw new IllegalArgumentException("resource " + resourceCode);
    }
    slab.putInt(slot, ALLOWANCES + (resourceCode - 1) * Integer.BYTES, allowanceSlot + 1);
  }

  public void setBudgetSlot(final int slot, final int budgetSlot) {
    slab.putInt(slot, BUDGET, budgetSlot + 1);
  }
}
