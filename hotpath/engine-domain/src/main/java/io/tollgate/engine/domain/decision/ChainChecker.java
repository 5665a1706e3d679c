package io.tollgate.engine.domain.decision;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.ChainAuthenticator;
import io.tollgate.engine.domain.chain.ChainView;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.VerifiedLinkCache;
import io.tollgate.engine.domain.state.GateState;
import org.agrona.DirectBuffer;

/**
 * Who asks: checks a chain in full, by itself and against the agents, keys and revocations of the
 * state, or finds that it did so not long ago and nothing has changed since. Holds the answer until
 * the next question. Engine thread only; allocates nothing.
 */
public final class ChainChecker {
  private static final long NS_A_SECOND = 1_000_000_000L;
  private static final int NO_AGENT = AgentTable.NONE;

  private final GateState state;
  private final ChainAuthenticator authenticator;
  private final VerifiedLinkCache cache;
  private final ChainView view = new ChainView();
  private final int[] agentSlots = new int[LinkLayout.MAX_LINKS];
  private final int[] keySlots = new int[LinkLayout.MAX_LINKS];
  private int links;
  private int agentSlot;
  private int failingHop;
  private long earliestExpirySeconds;
  private long permissionsLow;
  private long permissionsHigh;
  private long scopeHash;
  private long linkId;

  /**
   * A checker.
   *
   * @param state that knows agents, keys and revocations.
   * @param hmac of this thread.
   * @param cache of its own.
   */
  public ChainChecker(final GateState state, final HmacSha256 hmac, final VerifiedLinkCache cache) {
    this.state = state;
    this.authenticator = new ChainAuthenticator(state.keys(), hmac);
    this.cache = cache;
  }

  /**
   * Checks everything about a chain.
   *
   * @param chain to check.
   * @param nowNs the engine's time.
   * @return OK, or the first thing that is wrong.
   */
  public Reason check(final ChainBytes chain, final long nowNs) {
    final DirectBuffer buffer = chain.buffer();
    final int offset = chain.offset();
    final int length = chain.length();
    if (isCached(buffer, offset, length, nowNs)) {
      return Reason.OK;
    }
    Reason reason = authenticate(buffer, offset, length);
    if (reason == Reason.OK) {
      reason = checkStanding(buffer, offset, nowNs);
    }
    if (reason == Reason.OK) {
      keep(buffer, offset, nowNs);
    }
    return reason;
  }

  /** The verified links, for what looks ahead. */
  VerifiedLinkCache cache() {
    return cache;
  }

  /**
   * Forgets every chain that was verified: epochs and key slots of a batch that was taken back will
   * be given out again, to mean something else.
   */
  public void forgetVerified() {
    cache.clear();
  }

  /**
   * Checks only whose chain it is: a chain that has since expired, or whose agents were suspended,
   * still says who reserved, so that what was used can be settled.
   *
   * @param chain to check.
   * @param nowNs the engine's time.
   * @return OK, or the first thing that is wrong.
   */
  public Reason identify(final ChainBytes chain, final long nowNs) {
    if (isCached(chain.buffer(), chain.offset(), chain.length(), nowNs)) {
      return Reason.OK;
    }
    final Reason reason = authenticate(chain.buffer(), chain.offset(), chain.length());
    if (reason == Reason.OK && agentSlot == NO_AGENT) {
      failingHop = links - 1;
      final int leaf = chain.offset() + failingHop * LinkLayout.LINK_LENGTH;
      return state.agents().find(chain.buffer(), LinkLayout.agentIdOffset(leaf)) == NO_AGENT
          ? Reason.AGENT_UNKNOWN
          : Reason.TENANT_MISMATCH;
    }
    return reason;
  }

  private boolean isCached(
      final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
    final int count = length / LinkLayout.LINK_LENGTH;
    if (count < 1 || count > LinkLayout.MAX_LINKS || count * LinkLayout.LINK_LENGTH != length) {
      return false;
    }
    if (!cache.find(buffer, offset, count, nowNs)) {
      return false;
    }
    for (int hop = 0; hop < count; hop++) {
      final int slot = cache.agentSlot(hop);
      final int keySlot = cache.keySlot(hop);
      if (state.agents().epoch(slot) != cache.epoch(hop) || state.keys().isRetired(keySlot)) {
        cache.forget(hop);
        return false;
      }
      agentSlots[hop] = slot;
    }
    links = count;
    agentSlot = agentSlots[count - 1];
    failingHop = -1;
    view.wrap(buffer, offset, count);
    readLeaf(view);
    return true;
  }

  private Reason authenticate(final DirectBuffer buffer, final int offset, final int length) {
    agentSlot = NO_AGENT;
    final Reason reason = authenticator.authenticate(buffer, offset, length);
    links = authenticator.chain().links();
    failingHop = authenticator.failingHop();
    if (authenticator.isAuthentic()) {
      readLeaf(authenticator.chain());
      final int leaf = offset + (links - 1) * LinkLayout.LINK_LENGTH;
      agentSlot = agentOf(buffer, leaf);
    }
    return reason;
  }

  /** The agent of a link, if a key of its own tenant sealed the link. */
  private int agentOf(final DirectBuffer buffer, final int link) {
    final int slot = state.agents().find(buffer, LinkLayout.agentIdOffset(link));
    final int keySlot = state.keys().find(LinkLayout.keyId(buffer, link));
    return slot != NO_AGENT && state.agents().tenantId(slot) == state.keys().tenantId(keySlot)
        ? slot
        : NO_AGENT;
  }

  private Reason checkStanding(final DirectBuffer buffer, final int offset, final long nowNs) {
    final long nowSeconds = Math.floorDiv(nowNs, NS_A_SECOND);
    earliestExpirySeconds = Long.MAX_VALUE;
    for (int hop = 0; hop < links; hop++) {
      final int link = offset + hop * LinkLayout.LINK_LENGTH;
      Reason reason = checkAgent(buffer, link, hop);
      if (reason == Reason.OK) {
        reason = checkLink(buffer, link, agentSlots[hop], nowSeconds);
      }
      if (reason != Reason.OK) {
        failingHop = hop;
        return reason;
      }
    }
    return Reason.OK;
  }

  private Reason checkAgent(final DirectBuffer buffer, final int link, final int hop) {
    final int slot = state.agents().find(buffer, LinkLayout.agentIdOffset(link));
    if (slot == NO_AGENT) {
      return Reason.AGENT_UNKNOWN;
    }
    agentSlots[hop] = slot;
    keySlots[hop] = state.keys().find(LinkLayout.keyId(buffer, link));
    if (state.agents().tenantId(slot) != state.keys().tenantId(keySlots[hop])) {
      return Reason.TENANT_MISMATCH;
    }
    final int trustCode = state.agents().trustCode(slot);
    if (trustCode == Trust.SUSPENDED.code()) {
      return Reason.AGENT_SUSPENDED;
    }
    return trustCode == Trust.REVOKED.code() ? Reason.AGENT_REVOKED : Reason.OK;
  }

  private Reason checkLink(
      final DirectBuffer buffer, final int link, final int agent, final long nowSeconds) {
    final long notBefore = LinkLayout.notBeforeSeconds(buffer, link);
    final long expiresAt = LinkLayout.expiresAtSeconds(buffer, link);
    if (nowSeconds < notBefore) {
      return Reason.LINK_NOT_YET_VALID;
    }
    if (nowSeconds >= expiresAt) {
      return Reason.LINK_EXPIRED;
    }
    if (expiresAt - notBefore > state.settings().maxLinkLifetimeSeconds()) {
      return Reason.LIFETIME_WIDENED;
    }
    earliestExpirySeconds = Math.min(earliestExpirySeconds, expiresAt);
    return state.revokedLinks().contains(LinkLayout.linkId(buffer, link), agent)
        ? Reason.LINK_REVOKED
        : Reason.OK;
  }

  private void keep(final DirectBuffer buffer, final int offset, final long nowNs) {
    final long validUntilNs =
        Math.min(nowNs + state.settings().chainCacheNs(), earliestExpirySeconds * NS_A_SECOND);
    for (int hop = 0; hop < links; hop++) {
      final int agent = agentSlots[hop];
      cache.add(
          buffer,
          offset + hop * LinkLayout.LINK_LENGTH,
          hop,
          hop == links - 1,
          agent,
          state.agents().epoch(agent),
          keySlots[hop],
          validUntilNs);
    }
  }

  private void readLeaf(final ChainView chain) {
    final int leaf = links - 1;
    permissionsLow = chain.permissionsLow(leaf);
    permissionsHigh = chain.permissionsHigh(leaf);
    scopeHash = chain.scopeHash(leaf);
    linkId = chain.linkId(leaf);
  }

  /**
   * Whether a known agent can be held to it: every tag was right and the last agent is known to the
   * tenant whose key sealed its link.
   */
  public boolean isAttributed() {
    return agentSlot != NO_AGENT;
  }

  /** The last agent, the one that acts; where {@link #isAttributed()}. */
  public int agentSlot() {
    return agentSlot;
  }

  /** How many links. */
  public int links() {
    return links;
  }

  /** The agent at a hop, after a check that was OK. */
  public int agentSlot(final int hop) {
    return agentSlots[hop];
  }

  /** The tenant of the last agent; where {@link #isAttributed()}. */
  public int tenantId() {
    return state.agents().tenantId(agentSlot);
  }

  /** The hop that failed, or -1. */
  public int failingHop() {
    return failingHop;
  }

  /** The last link's id. */
  public long linkId() {
    return linkId;
  }

  /** The last link's scope, which is the whole chain's. */
  public long scopeHash() {
    return scopeHash;
  }

  /** Whether the last link, and so the whole chain, grants a permission. */
  public boolean grants(final int permission) {
    final long word = permission < Long.SIZE ? permissionsLow : permissionsHigh;
    return (word >>> permission & 1) != 0;
  }
}
