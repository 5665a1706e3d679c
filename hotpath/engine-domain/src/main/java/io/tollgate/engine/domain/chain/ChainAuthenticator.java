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
  private int links;
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
    links = 0;
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
    return checkDelegation(buffer, offset);
  }

  /** How many links the chain has; 0 where its form is wrong. */
  public int links() {
    return links;
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
    for (int hop = 0; hop < count; hop++) {
      final int link = offset + hop * LINK_LENGTH;
      if (LinkLayout.version(buffer, link) != LinkLayout.VERSION
          || LinkLayout.delegationsLeft(buffer, link) >= MAX_LINKS
          || LinkLayout.linkId(buffer, link) == 0) {
        return failAt(hop, Reason.CHAIN_MALFORMED);
      }
    }
    links = count;
    return Reason.OK;
  }

  private Reason checkTags(final DirectBuffer buffer, final int offset) {
    int tenantId = 0;
    for (int hop = 0; hop < links; hop++) {
      final int link = offset + hop * LINK_LENGTH;
      final int slot = keys.find(LinkLayout.keyId(buffer, link));
      if (slot == KeyRing.NONE) {
        return failAt(hop, Reason.KEY_UNKNOWN);
      }
      if (!isTagRight(buffer, link, keys.key(slot), hop == links - 1)) {
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
      final DirectBuffer buffer, final int link, final HmacSha256Key key, final boolean isLast) {
    if (isLast) {
      return hmac.verify(
          key, buffer, link, LinkLayout.SEALED_LENGTH, buffer, link + LinkLayout.TAG_OFFSET);
    }
    hmac.tag(key, buffer, link, LinkLayout.SEALED_LENGTH, tag, 0);
    // One comparison of a word takes the same time whatever differs.
    return tagBuffer.getLong(0) == buffer.getLong(link + LinkLayout.TAG_OFFSET)
        && LinkLayout.isTagHidden(buffer, link);
  }

  private Reason checkDelegation(final DirectBuffer buffer, final int offset) {
    final Reason root = checkRoot(buffer, offset);
    if (root != Reason.OK) {
      return failAt(0, root);
    }
    for (int hop = 1; hop < links; hop++) {
      final int link = offset + hop * LINK_LENGTH;
      final int parent = link - LINK_LENGTH;
      Reason reason = checkBinding(buffer, parent, link, hop);
      if (reason == Reason.OK) {
        reason = checkAttenuation(buffer, parent, link);
      }
      if (reason == Reason.OK && isRepeated(buffer, offset, link)) {
        reason = Reason.AGENT_REPEATED;
      }
      if (reason != Reason.OK) {
        return failAt(hop, reason);
      }
    }
    return Reason.OK;
  }

  private static Reason checkRoot(final DirectBuffer buffer, final int link) {
    if (LinkLayout.depth(buffer, link) != 0
        || !LinkLayout.isZeroId(buffer, LinkLayout.delegatorIdOffset(link))
        || buffer.getLong(link + LinkLayout.PARENT_TAG_OFFSET) != 0) {
      return Reason.CHAIN_BROKEN;
    }
    return isEmptyLifetime(buffer, link) ? Reason.CHAIN_MALFORMED : Reason.OK;
  }

  private static Reason checkBinding(
      final DirectBuffer buffer, final int parent, final int link, final int hop) {
    return LinkLayout.depth(buffer, link) == hop
            && buffer.getLong(link + LinkLayout.PARENT_TAG_OFFSET)
                == buffer.getLong(parent + LinkLayout.TAG_OFFSET)
            && LinkLayout.sameId(
                buffer, LinkLayout.delegatorIdOffset(link), LinkLayout.agentIdOffset(parent))
        ? Reason.OK
        : Reason.CHAIN_BROKEN;
  }

  /**
   * Whether a link stays within its parent.
   *
   * @param buffer that holds both.
   * @param parent offset of the parent link.
   * @param link offset of the child link.
   * @return OK, or what it widens.
   */
  static Reason checkAttenuation(final DirectBuffer buffer, final int parent, final int link) {
    if (LinkLayout.delegationsLeft(buffer, link) > LinkLayout.delegationsLeft(buffer, parent) - 1) {
      return Reason.DELEGATION_NOT_ALLOWED;
    }
    if ((LinkLayout.permissionsLow(buffer, link) & ~LinkLayout.permissionsLow(buffer, parent)) != 0
        || (LinkLayout.permissionsHigh(buffer, link) & ~LinkLayout.permissionsHigh(buffer, parent))
            != 0) {
      return Reason.PERMISSIONS_WIDENED;
    }
    final long parentScope = LinkLayout.scopeHash(buffer, parent);
    if (parentScope != 0 && LinkLayout.scopeHash(buffer, link) != parentScope) {
      return Reason.SCOPE_WIDENED;
    }
    if (isEmptyLifetime(buffer, link)) {
      return Reason.CHAIN_MALFORMED;
    }
    return LinkLayout.notBeforeSeconds(buffer, link) < LinkLayout.notBeforeSeconds(buffer, parent)
            || LinkLayout.expiresAtSeconds(buffer, link)
                > LinkLayout.expiresAtSeconds(buffer, parent)
        ? Reason.LIFETIME_WIDENED
        : Reason.OK;
  }

  private static boolean isEmptyLifetime(final DirectBuffer buffer, final int link) {
    return LinkLayout.notBeforeSeconds(buffer, link) >= LinkLayout.expiresAtSeconds(buffer, link);
  }

  private static boolean isRepeated(final DirectBuffer buffer, final int offset, final int link) {
    final int agent = LinkLayout.agentIdOffset(link);
    for (int earlier = offset; earlier < link; earlier += LINK_LENGTH) {
      if (LinkLayout.sameId(buffer, LinkLayout.agentIdOffset(earlier), agent)) {
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
