package io.tollgate.engine.domain.chain;

import static io.tollgate.engine.domain.chain.LinkLayout.LINK_LENGTH;
import static io.tollgate.engine.domain.chain.LinkLayout.MAX_LINKS;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.decision.Reason;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a chain proves by itself: its form, its tags, that each link hangs on the one before, and
 * that nothing widens on the way down. Whether the time is right and the agents are in good
 * standing is asked elsewhere.
 *
 * <p>One instance a thread; allocates nothing.
 */
public final class ChainAuthenticator {
  private final KeyRing keys;
  private final HmacSha256 hmac;
  private final byte[] tag = new byte[LinkLayout.TAG_LENGTH];
  private final DirectBuffer tagBuffer = new UnsafeBuffer(tag);
  private final ChainView chain = new ChainView();
  private int failingHop;
  private boolean authentic;

  /**
   * An authenticator.
   *
   * @param keys that may have sealed links.
   * @param hmac of this thread.
   */
  public ChainAuthenticator(final KeyRing keys, final HmacSha256 hmac) {
    this.keys = keys;
    this.hmac = hmac;
  }

  /**
   * Checks a chain.
   *
   * @param buffer that holds it.
   * @param offset of the root link.
   * @param length of all links.
   * @return {@link Reason#OK}, or the first rule that it breaks, seen from the root.
   */
  public Reason authenticate(final DirectBuffer buffer, final int offset, final int length) {
    chain.clear();
    failingHop = -1;
    authentic = false;
    final Reason form = checkForm(buffer, offset, length);
    if (form != Reason.OK) {
      return form;
    }
    final Reason tags = checkTags(buffer, offset);
    if (tags != Reason.OK) {
      return tags;
    }
    authentic = true;
    return checkDelegation();
  }

  /** The chain that was checked last; without links where its form is wrong. */
  public ChainView chain() {
    return chain;
  }

  /** The hop at which the last check failed, or -1. */
  public int failingHop() {
    return failingHop;
  }

  /** Whether every tag was right, so that a refusal may be laid at the last agent's door. */
  public boolean isAuthentic() {
    return authentic;
  }

  private Reason checkForm(final DirectBuffer buffer, final int offset, final int length) {
    if (length <= 0 || length % LINK_LENGTH != 0) {
      return Reason.CHAIN_MALFORMED;
    }
    final int count = length / LINK_LENGTH;
    if (count > MAX_LINKS) {
      return Reason.CHAIN_TOO_DEEP;
    }
    chain.wrap(buffer, offset, count);
    for (int hop = 0; hop < count; hop++) {
      if (chain.version(hop) != LinkLayout.VERSION
          || chain.delegationsLeft(hop) >= MAX_LINKS
          || chain.linkId(hop) == 0) {
        chain.clear();
        return failAt(hop, Reason.CHAIN_MALFORMED);
      }
    }
    return Reason.OK;
  }

  private Reason checkTags(final DirectBuffer buffer, final int offset) {
    final int last = chain.links() - 1;
    int tenantId = 0;
    for (int hop = 0; hop <= last; hop++) {
      final int slot = keys.find(chain.keyId(hop));
      if (slot == KeyRing.NONE) {
        return failAt(hop, Reason.KEY_UNKNOWN);
      }
      if (!isTagRight(buffer, offset + hop * LINK_LENGTH, keys.key(slot), hop, hop == last)) {
        return failAt(hop, Reason.TAG_INVALID);
      }
      if (keys.isRetired(slot)) {
        return failAt(hop, Reason.KEY_RETIRED);
      }
      if (hop == 0) {
        tenantId = keys.tenantId(slot);
      } else if (keys.tenantId(slot) != tenantId) {
        return failAt(hop, Reason.TENANT_MISMATCH);
      }
    }
    return Reason.OK;
  }

  private boolean isTagRight(
      final DirectBuffer buffer,
      final int link,
      final HmacSha256Key key,
      final int hop,
      final boolean isLast) {
    if (isLast) {
      return hmac.verify(
          key, buffer, link, LinkLayout.SEALED_LENGTH, buffer, link + LinkLayout.TAG_OFFSET);
    }
    hmac.tag(key, buffer, link, LinkLayout.SEALED_LENGTH, tag, 0);
    // One comparison of a word takes the same time whatever differs.
    return tagBuffer.getLong(0) == chain.tagStart(hop) && chain.isTagHidden(hop);
  }

  private Reason checkDelegation() {
    final Reason root = checkRoot();
    if (root != Reason.OK) {
      return failAt(0, root);
    }
    for (int hop = 1; hop < chain.links(); hop++) {
      Reason reason = checkBinding(hop);
      if (reason == Reason.OK) {
        reason = checkAttenuation(chain, hop);
      }
      if (reason == Reason.OK && isRepeated(hop)) {
        reason = Reason.AGENT_REPEATED;
      }
      if (reason != Reason.OK) {
        return failAt(hop, reason);
      }
    }
    return Reason.OK;
  }

  private Reason checkRoot() {
    if (chain.depth(0) != 0 || !chain.hasNoDelegator(0) || chain.parentTag(0) != 0) {
      return Reason.CHAIN_BROKEN;
    }
    return isEmptyLifetime(chain, 0) ? Reason.CHAIN_MALFORMED : Reason.OK;
  }

  private Reason checkBinding(final int hop) {
    return chain.depth(hop) == hop
            && chain.parentTag(hop) == chain.tagStart(hop - 1)
            && chain.isDelegatedByAgentAbove(hop)
        ? Reason.OK
        : Reason.CHAIN_BROKEN;
  }

  /**
   * Whether a link stays within its parent.
   *
   * @param chain that holds both.
   * @param hop of the child link, 1 or more.
   * @return OK, or what it widens.
   */
  static Reason checkAttenuation(final ChainView chain, final int hop) {
    final int parent = hop - 1;
    if (chain.delegationsLeft(hop) > chain.delegationsLeft(parent) - 1) {
      return Reason.DELEGATION_NOT_ALLOWED;
    }
    if ((chain.permissionsLow(hop) & ~chain.permissionsLow(parent)) != 0
        || (chain.permissionsHigh(hop) & ~chain.permissionsHigh(parent)) != 0) {
      return Reason.PERMISSIONS_WIDENED;
    }
    final long parentScope = chain.scopeHash(parent);
    if (parentScope != 0 && chain.scopeHash(hop) != parentScope) {
      return Reason.SCOPE_WIDENED;
    }
    if (isEmptyLifetime(chain, hop)) {
      return Reason.CHAIN_MALFORMED;
    }
    return chain.notBeforeSeconds(hop) < chain.notBeforeSeconds(parent)
            || chain.expiresAtSeconds(hop) > chain.expiresAtSeconds(parent)
        ? Reason.LIFETIME_WIDENED
        : Reason.OK;
  }

  private static boolean isEmptyLifetime(final ChainView chain, final int hop) {
    return chain.notBeforeSeconds(hop) >= chain.expiresAtSeconds(hop);
  }

  private boolean isRepeated(final int hop) {
    for (int earlier = 0; earlier < hop; earlier++) {
      if (chain.isSameAgent(hop, earlier)) {
        return true;
      }
    }
    return false;
  }

  private Reason failAt(final int hop, final Reason reason) {
    failingHop = hop;
    return reason;
  }
}
