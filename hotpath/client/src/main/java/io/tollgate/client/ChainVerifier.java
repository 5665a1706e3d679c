package io.tollgate.client;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.ChainAuthenticator;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.VerifiedChainCache;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.GateSettings;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Verifies chains in the caller's process, without an engine: form, tags, delegation rules,
 * lifetimes, permission and scope as the gate judges them, and revocations as far as its feed
 * knows. It knows no quotas and no budgets, neither whether an agent is registered or trusted
 * enough, nor whether a permission is in the catalogue, and nothing that it says is journaled.
 *
 * <p>One instance a thread; instances may share keys and feed. Allocates nothing. The chain is
 * copied before it is looked at, so that it may lie in memory that others can write to.
 */
public final class ChainVerifier {
  private static final long NS_A_SECOND = 1_000_000_000L;
  private static final int NO_EPOCH = 0;
  private static final int NO_HOP = -1;

  private final VerificationKeys keys;
  private final RevocationFeed feed;
  private final Settings settings;
  private final ChainAuthenticator authenticator;
  private final VerifiedChainCache cache;
  private final UnsafeBuffer chain = new UnsafeBuffer(new byte[LinkLayout.MAX_CHAIN_LENGTH]);
  private int links;
  private int failingHop = NO_HOP;

  /**
   * A verifier for one thread.
   *
   * @param keys that may have sealed links.
   * @param feed of revocations; where there is none, say so with an empty list.
   * @param settings bounds.
   */
  public ChainVerifier(
      final VerificationKeys keys, final RevocationFeed feed, final Settings settings) {
    this.keys = keys;
    this.feed = feed;
    this.settings = settings;
    this.authenticator = new ChainAuthenticator(keys, HmacSha256.create());
    this.cache = new VerifiedChainCache(settings.cacheEntries());
  }

  /** Verifies a chain; see {@link #verify(DirectBuffer, int, int, int, long, long)}. */
  public Reason verify(
      final Chain toVerify, final int permission, final long scopeHash, final long nowNs) {
    return verify(toVerify.buffer(), 0, toVerify.length(), permission, scopeHash, nowNs);
  }

  /**
   * Verifies that a chain lets its last agent use a permission now.
   *
   * @param buffer that holds the chain.
   * @param offset of the root link.
   * @param length of all links.
   * @param permission bit in the catalogue, 0 to 127.
   * @param scopeHash of the scope's text; 0 none.
   * @param nowNs nanoseconds since the epoch.
   * @return {@link Reason#OK}, or the first rule that is broken; {@link Reason#UNAVAILABLE} where
   *     the revocation list is too old to go by.
   */
  public Reason verify(
      final DirectBuffer buffer,
      final int offset,
      final int length,
      final int permission,
      final long scopeHash,
      final long nowNs) {
    GateSession.requirePermission(permission);
    failingHop = NO_HOP;
    final RevocationList revoked = feed.current();
    if (nowNs - revoked.asOfNs() > settings.maxRevocationAgeNs()) {
      return Reason.UNAVAILABLE;
    }
    if (length <= 0 || length > LinkLayout.MAX_CHAIN_LENGTH) {
      // Too short or too long to have any byte looked at.
      return authenticator.authenticate(buffer, offset, length);
    }
    chain.putBytes(0, buffer, offset, length);
    final Reason reason = verifyCopy(length, revoked, nowNs);
    return reason == Reason.OK ? checkLeaf(permission, scopeHash) : reason;
  }

  private Reason verifyCopy(final int length, final RevocationList revoked, final long nowNs) {
    if (isCached(length, nowNs)) {
      return checkStanding(revoked, nowNs);
    }
    Reason reason = authenticator.authenticate(chain, 0, length);
    links = authenticator.links();
    failingHop = authenticator.failingHop();
    if (reason == Reason.OK) {
      reason = checkStanding(revoked, nowNs);
    }
    if (reason == Reason.OK) {
      keep(length, nowNs);
    }
    return reason;
  }

  private boolean isCached(final int length, final long nowNs) {
    if (length % LinkLayout.LINK_LENGTH != 0) {
      return false;
    }
    final int entry = cache.find(chain, 0, length, nowNs);
    if (entry == VerifiedChainCache.MISS) {
      return false;
    }
    links = length / LinkLayout.LINK_LENGTH;
    for (int hop = 0; hop < links; hop++) {
      if (keys.isRetired(cache.keySlot(entry, hop))) {
        cache.remove(entry);
        return false;
      }
    }
    return true;
  }

  private Reason checkStanding(final RevocationList revoked, final long nowNs) {
    final long nowSeconds = Math.floorDiv(nowNs, NS_A_SECOND);
    for (int hop = 0; hop < links; hop++) {
      final int link = hop * LinkLayout.LINK_LENGTH;
      Reason reason = revoked.standing(chain, LinkLayout.agentIdOffset(link));
      if (reason == Reason.OK) {
        reason = checkLink(revoked, link, nowSeconds);
      }
      if (reason != Reason.OK) {
        failingHop = hop;
        return reason;
      }
    }
    return Reason.OK;
  }

  private Reason checkLink(final RevocationList revoked, final int link, final long nowSeconds) {
    final long notBefore = LinkLayout.notBeforeSeconds(chain, link);
    final long expiresAt = LinkLayout.expiresAtSeconds(chain, link);
    if (nowSeconds < notBefore) {
      return Reason.LINK_NOT_YET_VALID;
    }
    if (nowSeconds >= expiresAt) {
      return Reason.LINK_EXPIRED;
    }
    if (expiresAt - notBefore > settings.maxLinkLifetimeSeconds()) {
      return Reason.LIFETIME_WIDENED;
    }
    return revoked.isLinkRevoked(LinkLayout.linkId(chain, link)) ? Reason.LINK_REVOKED : Reason.OK;
  }

  private void keep(final int length, final long nowNs) {
    // The last link's lifetime lies within those of all others.
    final int leaf = length - LinkLayout.LINK_LENGTH;
    final long expiresAtNs = LinkLayout.expiresAtSeconds(chain, leaf) * NS_A_SECOND;
    final long validUntilNs = Math.min(nowNs + settings.cacheNs(), expiresAtNs);
    final int entry = cache.add(chain, 0, length, validUntilNs, nowNs);
    for (int hop = 0; hop < links; hop++) {
      final int keyId = LinkLayout.keyId(chain, hop * LinkLayout.LINK_LENGTH);
      cache.setHop(entry, hop, NO_HOP, NO_EPOCH, keys.find(keyId));
    }
  }

  private Reason checkLeaf(final int permission, final long scopeHash) {
    final Reason reason = applyLeaf(permission, scopeHash);
    if (reason != Reason.OK) {
      failingHop = links - 1;
    }
    return reason;
  }

  private Reason applyLeaf(final int permission, final long scopeHash) {
    final int leaf = (links - 1) * LinkLayout.LINK_LENGTH;
    final long word =
        permission < Long.SIZE
            ? LinkLayout.permissionsLow(chain, leaf)
            : LinkLayout.permissionsHigh(chain, leaf);
    if ((word >>> permission & 1) == 0) {
      return Reason.PERMISSION_NOT_GRANTED;
    }
    final long granted = LinkLayout.scopeHash(chain, leaf);
    return granted == 0 || granted == scopeHash ? Reason.OK : Reason.SCOPE_NOT_GRANTED;
  }

  /** The hop at which the last verification failed, root = 0; -1 none. */
  public int failingHop() {
    return failingHop;
  }

  /**
   * Bounds of a verifier.
   *
   * @param cacheEntries verified chains that are remembered, some 1.3 KiB each; 4 to 2^20.
   * @param cacheNs how long one is remembered; 0 to 5 minutes. Revocations, retired keys and
   *     lifetimes are looked at every time all the same.
   * @param maxLinkLifetimeSeconds longest life of a link; what the gate's settings say.
   * @param maxRevocationAgeNs how old the revocation list may be before everything is refused;
   *     {@link Long#MAX_VALUE} where its age does not matter.
   */
  public record Settings(
      int cacheEntries, long cacheNs, long maxLinkLifetimeSeconds, long maxRevocationAgeNs) {
    private static final int STANDARD_CACHE_ENTRIES = 1024;
    private static final int MAX_CACHE_ENTRIES = 1 << 20;
    private static final long MAX_CACHE_NS = TimeUnit.MINUTES.toNanos(5);

    /** Refuses what is out of range. */
    public Settings {
      if (cacheEntries < 4 || cacheEntries > MAX_CACHE_ENTRIES) {
        throw new IllegalArgumentException("a cache of " + cacheEntries + " chains");
      }
      if (cacheNs < 0 || cacheNs > MAX_CACHE_NS) {
        throw new IllegalArgumentException("cacheNs is 0 to 5 minutes, not " + cacheNs);
      }
      if (maxLinkLifetimeSeconds < 1 || maxRevocationAgeNs < 1) {
        throw new IllegalArgumentException(
            "a link of " + maxLinkLifetimeSeconds + " s, a list of " + maxRevocationAgeNs + " ns");
      }
    }

    /**
     * What a gate uses by itself, with 1,024 remembered chains.
     *
     * @param maxRevocationAgeNs how old the revocation list may be.
     */
    public static Settings standard(final long maxRevocationAgeNs) {
      final GateSettings gate = GateSettings.standard();
      return new Settings(
          STANDARD_CACHE_ENTRIES,
          gate.chainCacheNs(),
          gate.maxLinkLifetimeSeconds(),
          maxRevocationAgeNs);
    }
  }
}
