package io.tollgate.client;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.ChainView;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.memory.SlotIndex;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The links that were revoked and the agents that were suspended or revoked, as of a moment.
 * Immutable; any thread. Looking things up allocates nothing.
 */
public final class RevocationList {
  private final long asOfNs;
  private final LongHashSet links;
  private final UnsafeBuffer agentIds;
  private final Reason[] standings;
  private final SlotIndex agents;

  private RevocationList(final Builder builder) {
    this.asOfNs = builder.asOfNs;
    this.links =
        new LongHashSet(Math.max(LongHashSet.DEFAULT_INITIAL_CAPACITY, builder.links.size()));
    links.addAll(builder.links);
    final int count = builder.agents.size();
    this.agentIds = new UnsafeBuffer(new byte[count * LinkLayout.ID_LENGTH]);
    this.standings = new Reason[count];
    this.agents = new SlotIndex(Math.max(1, count));
    int slot = 0;
    for (final Map.Entry<AgentKey, Trust> entry : builder.agents.entrySet()) {
      final int at = slot * LinkLayout.ID_LENGTH;
      agentIds.putBytes(at, entry.getKey().bytes());
      standings[slot] =
          entry.getValue() == Trust.REVOKED ? Reason.AGENT_REVOKED : Reason.AGENT_SUSPENDED;
      agents.add(hashOf(agentIds, at), slot);
      slot++;
    }
  }

  /**
   * Begins a list.
   *
   * @param asOfNs when it was true, nanoseconds since the epoch.
   */
  public static Builder asOf(final long asOfNs) {
    return new Builder(asOfNs);
  }

  /** When this was true, nanoseconds since the epoch. */
  public long asOfNs() {
    return asOfNs;
  }

  /** Whether a link was revoked. */
  boolean isLinkRevoked(final long linkId) {
    return links.contains(linkId);
  }

  /**
   * How an agent stands.
   *
   * @param chain that delegates to it.
   * @param hop of the link that does.
   * @return OK, AGENT_SUSPENDED or AGENT_REVOKED.
   */
  Reason standing(final ChainView chain, final int hop) {
    final long hash = SlotIndex.hash(chain.agentIdWord(hop, 0), chain.agentIdWord(hop, 1));
    int slot;
    for (int p = agents.first(hash);
        (slot = agents.slotAt(p)) != SlotIndex.NONE;
        p = agents.next(p)) {
      if (agents.mayMatch(p, hash) && isSame(slot * LinkLayout.ID_LENGTH, chain, hop)) {
        return standings[slot];
      }
    }
    return Reason.OK;
  }

  private static long hashOf(final DirectBuffer buffer, final int at) {
    return SlotIndex.hash(buffer.getLong(at), buffer.getLong(at + Long.BYTES));
  }

  private boolean isSame(final int at, final ChainView chain, final int hop) {
    for (int word = 0; word < LinkLayout.ID_LENGTH / Long.BYTES; word++) {
      if (agentIds.getLong(at + word * Long.BYTES) != chain.agentIdWord(hop, word)) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by content, never handed out
  private record AgentKey(byte[] bytes) {
    @Override
    public boolean equals(final Object other) {
      return other instanceof final AgentKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /** Collects a list. One thread. */
  public static final class Builder {
    /** Links at the most, and agents. */
    public static final int MAX_ENTRIES = 1 << 20;

    private final long asOfNs;
    private final Set<Long> links = new LinkedHashSet<>();
    private final Map<AgentKey, Trust> agents = new LinkedHashMap<>();

    private Builder(final long asOfNs) {
      this.asOfNs = asOfNs;
    }

    /** Adds a link. */
    public Builder link(final long linkId) {
      links.add(linkId);
      requireRoom(links.size());
      return this;
    }

    /**
     * Adds an agent.
     *
     * @param agentId 32 bytes, copied.
     * @param trust SUSPENDED or REVOKED.
     */
    public Builder agent(final byte[] agentId, final Trust trust) {
      if (trust != Trust.SUSPENDED && trust != Trust.REVOKED) {
        throw new IllegalArgumentException(trust + " cuts nobody off");
      }
      agents.put(
          new AgentKey(WireBytes.copyOf("an agent id", agentId, LinkLayout.ID_LENGTH)), trust);
      requireRoom(agents.size());
      return this;
    }

    private static void requireRoom(final int size) {
      if (size > MAX_ENTRIES) {
        throw new IllegalStateException("more than " + MAX_ENTRIES + " entries");
      }
    }

    /** The list. */
    public RevocationList build() {
      return new RevocationList(this);
    }
  }
}
