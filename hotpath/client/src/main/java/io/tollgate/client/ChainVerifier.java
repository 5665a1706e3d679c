package io.tollgate.client;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.ChainAuthenticator;
import io.tollgate.engine.domain.chain.ChainView;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.VerifiedLinkCache;
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
  private static final int NO_AGENT = -1;
  private static final int NO_EPOCH = 0;
  private static final int NO_HOP = -1;

  private final VerificationKeys keys;
  private final RevocationFeed feed;
  private final Settings settings;
  private final ChainAuthenticator authenticator;
  private final VerifiedLinkCache cache;
  private final UnsafeBuffer copy = new UnsafeBuffer(new byte[LinkLayout.MAX_CHAIN_LENGTH]);
  private final ChainView view = new ChainView();
  private DirectBuffer chain = copy;
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
    this.cache = new VerifiedLinkCache(settings.cacheEntries());
  }

  /** Verifies a chain; see {@link #verify(DirectBuffer, int, int, int, long, long)}. */
  public Reason verify(
      final Chain toVerify, final int permission, final long scopeHash, final long nowNs) {
    // Nobody can write to a Chain: it may be looked at where it lies.
    return verifyStable(toVerify.buffer(), toVerify.length(), permission, scopeHash, nowNs);
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
    if (length <= 0 || length > LinkLayout.MAX_CHAIN_LENGTH) {
      // Too short or too long to have any byte looked at.
      return verifyStable(copy, length, permission, scopeHash, nowNs);
    }
    copy.putBytes(0, buffer, offset, length);
    return verifyStable(copy, length, permission, scopeHash, nowNs);
  }

  private Reason verifyStable(
      final DirectBuffer stable,
      final int length,
      final int permission,
      final long scopeHash,
      final long nowNs) {
    GateSession.requirePermission(permission);
    failingHop = NO_HOP;
    chain = stable;
    final RevocationList revoked = feed.current();
    if (nowNs - revoked.asOfNs() > settings.maxRevocationAgeNs()) {
      return Reason.UNAVAILABLE;
    }
    final Reason reason = verifyChain(length, revoked, nowNs);
    return reason == Reason.OK ? checkLeaf(permission, scopeHash) : reason;
  }

  private Reason verifyChain(final int length, final RevocationList revoked, final long nowNs) {
    if (isCached(length, nowNs)) {
      return checkStanding(revoked, nowNs);
    }
    Reason reason = authenticator.authenticate(chain, 0, length);
    links = authenticator.chain().links();
    failingHop = authenticator.failingHop();
    if (reason == Reason.OK) {
      view.wrap(chain, 0, links);
      reason = checkStanding(revoked, nowNs);
    }
    if (reason == Reason.OK && settings.cacheNs() > 0) {
      keep(nowNs);
    }
    return reason;
  }

  private boolean isCached(final int length, final long nowNs) {
    final int count = length / LinkLayout.LINK_LENGTH;
    if (settings.cacheNs() == 0
        || count < 1
        || count > LinkLayout.MAX_LINKS
        || count * LinkLayout.LINK_LENGTH != length
        || !cache.find(chain, 0, count, nowNs)) {
      return false;
    }
    for (int hop = 0; hop < count; hop++) {
      if (keys.isRetired(cache.keySlot(hop))) {
        cache.forget(hop);
        return false;
      }
    }
    links = count;
    view.wrap(chain, 0, count);
    return true;
  }

  private Reason checkStanding(final RevocationList revoked, final long nowNs) {
    final long nowSeconds = Math.floorDiv(nowNs, NS_A_SECOND);
    for (int hop = 0; hop < links; hop++) {
      Reason reason = revoked.standing(view, hop);
      if (reason == Reason.OK) {
        reason = checkLink(revoked, hop, nowSeconds);
      }
      if (reason != Reason.OK) {
        failingHop = hop;
        return reason;
      }
    }
    return Reason.OK;
  }

  private Reason checkLink(final RevocationList revoked, final int hop, final long nowSeconds) {
    final long notBefore = view.notBeforeSeconds(hop);
    final long expiresAt = view.expiresAtSeconds(hop);
    if (nowSeconds < notBefore) {
      return Reason.LINK_NOT_YET_VALID;
    }
    if (nowSeconds >= expiresAt) {
      return Reason.LINK_EXPIRED;
    }
    if (expiresAt - notBefore > settings.maxLinkLifetimeSeconds()) {
      return Reason.LIFETIME_WIDENED;
    }
    return revoked.isLinkRevoked(view.linkId(hop)) ? Reason.LINK_REVOKED : Reason.OK;
  }

  private void keep(final long nowNs) {
    // The last link's lifetime lies within those of all others.
    final long expiresAtNs = view.expiresAtSeconds(links - 1) * NS_A_SECOND;
    final long validUntilNs = Math.min(nowNs + settings.cacheNs(), expiresAtNs);
    for (int hop = 0; hop < links; hop++) {
      final int keySlot = keys.find(view.keyId(hop));
      final boolean isLast = hop == links - 1;
      cache.add(
          chain,
          hop * LinkLayout.LINK_LENGTH,
          hop,
          isLast,
          NO_AGENT,
          NO_EPOCH,
          keySlot,
          validUntilNs);
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
    final int leaf = links - 1;
    final long word =
        permission < Long.SIZE ? view.permissionsLow(leaf) : view.permissionsHigh(leaf);
    if ((word >>> permission & 1) == 0) {
      return Reason.PERMISSION_NOT_GRANTED;
    }
    final long granted = view.scopeHash(leaf);
    return granted == 0 || granted == scopeHash ? Reason.OK : Reason.SCOPE_NOT_GRANTED;
  }

  /** The hop at which the last verification failed, root = 0; -1 none. */
  public int failingHop() {
    return failingHop;
  }

  /**
   * Bounds of a verifier.
   *
   * @param cacheEntries verified links that are remembered, 200 bytes each; {@link
   *     VerifiedLinkCache#MIN_CAPACITY} to {@link VerifiedLinkCache#MAX_CAPACITY}.
   * @param cacheNs how long one is remembered; 0 (not at all) to 5 minutes. Revocations, retired
   *     keys and lifetimes are looked at every time all the same.
   * @param maxLinkLifetimeSeconds longest life of a link; what the gate's settings say.
   * @param maxRevocationAgeNs how old the revocation list may be before everything is refused;
   *     {@link Long#MAX_VALUE} where its age does not matter.
   */
  public record Settings(
      int cacheEntries, long cacheNs, long maxLinkLifetimeSeconds, long maxRevocationAgeNs) {
    private static final int STANDARD_CACHE_ENTRIES = 4096;
    private static final long MAX_CACHE_NS = TimeUnit.MINUTES.toNanos(5);

    /** Refuses what is out of range. */
    public Settings {
      if (cacheEntries < VerifiedLinkCache.MIN_CAPACITY
          || cacheEntries > VerifiedLinkCache.MAX_CAPACITY) {
        throw new IllegalArgumentException("a cache of " + cacheEntries + " links");
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
     * What a gate uses by itself, with 4,096 remembered links.
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
