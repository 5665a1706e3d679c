package io.tollgate.engine.domain.chain;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.decision.Reason;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes links. What it makes, {@link ChainAuthenticator} accepts.
 *
 * <p>One instance a thread.
 */
public final class LinkSealer {
  private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

  private final HmacSha256 hmac;
  private final ChainView chain = new ChainView();

  /**
   * A sealer.
   *
   * @param hmac of this thread.
   */
  public LinkSealer(final HmacSha256 hmac) {
    this.hmac = hmac;
  }

  /**
   * Seals a root link.
   *
   * @param terms what it grants.
   * @param key of the tenant, whose id the terms name.
   * @return a chain of one link.
   */
  public Chain sealRoot(final LinkTerms terms, final HmacSha256Key key) {
    final byte[] link = new byte[LinkLayout.LINK_LENGTH];
    write(new UnsafeBuffer(link), 0, terms, 0);
    seal(link, 0, key);
    return Chain.ofBytes(link);
  }

  /**
   * Seals a link below a chain.
   *
   * @param parent the delegator's chain, which was authenticated.
   * @param terms what it grants.
   * @param key of the same tenant.
   * @return the chain with one more link.
   * @throws LinkTerms.WidenedException if the terms do not stay within the parent's.
   */
  public Chain sealChild(final Chain parent, final LinkTerms terms, final HmacSha256Key key) {
    final int hops = parent.links();
    if (hops == LinkLayout.MAX_LINKS) {
      throw new LinkTerms.WidenedException(Reason.CHAIN_TOO_DEEP);
    }
    final byte[] bytes = new byte[parent.length() + LinkLayout.LINK_LENGTH];
    final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    parent.copyTo(buffer, 0);
    final int link = parent.length();
    final int above = link - LinkLayout.LINK_LENGTH;
    write(buffer, link, terms, hops);
    buffer.putBytes(
        LinkLayout.delegatorIdOffset(link),
        buffer,
        LinkLayout.agentIdOffset(above),
        LinkLayout.ID_LENGTH);
    buffer.putLong(
        link + LinkLayout.PARENT_TAG_OFFSET, buffer.getLong(above + LinkLayout.TAG_OFFSET));
    LinkLayout.hideTag(buffer, above);
    chain.wrap(buffer, 0, hops + 1);
    final Reason reason = ChainAuthenticator.checkAttenuation(chain, hops);
    if (reason != Reason.OK) {
      throw new LinkTerms.WidenedException(reason);
    }
    for (int earlier = 0; earlier < hops; earlier++) {
      if (chain.isSameAgent(earlier, hops)) {
        throw new LinkTerms.WidenedException(Reason.AGENT_REPEATED);
      }
    }
    seal(bytes, link, key);
    return Chain.ofBytes(bytes);
  }

  private static void write(
      final UnsafeBuffer buffer, final int link, final LinkTerms terms, final int depth) {
    buffer.putByte(link + LinkLayout.VERSION_OFFSET, (byte) LinkLayout.VERSION);
    buffer.putByte(link + LinkLayout.DEPTH_OFFSET, (byte) depth);
    buffer.putByte(link + LinkLayout.DELEGATIONS_LEFT_OFFSET, (byte) terms.delegationsLeft());
    buffer.putInt(link + LinkLayout.KEY_ID_OFFSET, terms.keyId(), LE);
    buffer.putLong(link + LinkLayout.LINK_ID_OFFSET, terms.linkId(), LE);
    buffer.putBytes(LinkLayout.agentIdOffset(link), terms.agentId());
    buffer.putLong(link + LinkLayout.PERMISSIONS_LOW_OFFSET, terms.permissionsLow(), LE);
    buffer.putLong(link + LinkLayout.PERMISSIONS_HIGH_OFFSET, terms.permissionsHigh(), LE);
    buffer.putLong(link + LinkLayout.SCOPE_HASH_OFFSET, terms.scopeHash(), LE);
    buffer.putInt(link + LinkLayout.NOT_BEFORE_OFFSET, (int) terms.notBeforeSeconds(), LE);
    buffer.putInt(link + LinkLayout.EXPIRES_AT_OFFSET, (int) terms.expiresAtSeconds(), LE);
  }

  private void seal(final byte[] bytes, final int link, final HmacSha256Key key) {
    hmac.tag(
        key,
        new UnsafeBuffer(bytes),
        link,
        LinkLayout.SEALED_LENGTH,
        bytes,
        link + LinkLayout.TAG_OFFSET);
  }
}
