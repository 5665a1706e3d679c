package io.tollgate.bench.peers.token;

import io.tollgate.bench.peers.gate.SealedChains;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.Scope;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one would write without a library: the gate's own chain bytes, verified by {@code
 * javax.crypto.Mac} and a few comparisons. It knows neither keys by id nor tenants, standing or
 * revocation.
 */
public final class MacChainPeer implements Peer {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final SealedChains chains = new SealedChains(KEY, Delegation.NOW_SECONDS);
  private final SecretKeySpec key = new SecretKeySpec(KEY, ALGORITHM);
  private final Mac kept;

  /**
   * A verifier.
   *
   * @param keepsMac whether one Mac that was given its key serves all requests; otherwise each
   *     request makes its own, as is usual where threads share the code.
   */
  public MacChainPeer(final boolean keepsMac) {
    kept = keepsMac ? newMac() : null;
  }

  private Mac newMac() {
    try {
      final Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (final InvalidKeyException e) {
      throw new IllegalStateException("an HMAC takes any key", e);
    } catch (final GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public Ask prepare(final Question question) {
    final byte[] bytes = new byte[chains.chain(question.credential()).length()];
    final UnsafeBuffer chain = new UnsafeBuffer(bytes);
    chains.chain(question.credential()).copyTo(chain, 0);
    final long permission = 1L << Delegation.bit(question.permission());
    final long scopeHash = Scope.hash(question.scope());
    final long nowSeconds = question.nowSeconds();
    return () ->
        areTagsRight(bytes)
            && isNarrowing(chain)
            && isInTime(chain, nowSeconds)
            && isGranted(chain, permission, scopeHash);
  }

  private boolean areTagsRight(final byte[] chain) {
    final Mac mac = kept == null ? newMac() : kept;
    for (int link = 0; link < chain.length; link += LinkLayout.LINK_LENGTH) {
      mac.update(chain, link, LinkLayout.SEALED_LENGTH);
      final byte[] expected = mac.doFinal();
      final boolean isLast = link + LinkLayout.LINK_LENGTH == chain.length;
      final int compared = isLast ? LinkLayout.TAG_LENGTH : LinkLayout.PARENT_TAG_LENGTH;
      final int tag = link + LinkLayout.TAG_OFFSET;
      if (!MessageDigest.isEqual(
          Arrays.copyOf(expected, compared), Arrays.copyOfRange(chain, tag, tag + compared))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNarrowing(final DirectBuffer chain) {
    for (int link = LinkLayout.LINK_LENGTH;
        link < chain.capacity();
        link += LinkLayout.LINK_LENGTH) {
      final int parent = link - LinkLayout.LINK_LENGTH;
      final long parentScope = LinkLayout.scopeHash(chain, parent);
      if ((LinkLayout.permissionsLow(chain, link) & ~LinkLayout.permissionsLow(chain, parent)) != 0
          || (parentScope != 0 && parentScope != LinkLayout.scopeHash(chain, link))
          || LinkLayout.notBeforeSeconds(chain, link) < LinkLayout.notBeforeSeconds(chain, parent)
          || LinkLayout.expiresAtSeconds(chain, link) > LinkLayout.expiresAtSeconds(chain, parent)
          || !isDelegator(chain, parent, link)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDelegator(final DirectBuffer chain, final int parent, final int link) {
    final int agent = LinkLayout.agentIdOffset(parent);
    final int delegator = LinkLayout.delegatorIdOffset(link);
    for (int i = 0; i < LinkLayout.ID_LENGTH; i += Long.BYTES) {
      if (chain.getLong(agent + i) != chain.getLong(delegator + i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInTime(final DirectBuffer chain, final long nowSeconds) {
    for (int link = 0; link < chain.capacity(); link += LinkLayout.LINK_LENGTH) {
      if (nowSeconds < LinkLayout.notBeforeSeconds(chain, link)
          || nowSeconds >= LinkLayout.expiresAtSeconds(chain, link)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isGranted(
      final DirectBuffer chain, final long permission, final long scopeHash) {
    final int leaf = chain.capacity() - LinkLayout.LINK_LENGTH;
    final long scope = LinkLayout.scopeHash(chain, leaf);
    return (LinkLayout.permissionsLow(chain, leaf) & permission) != 0
        && (scope == 0 || scope == scopeHash);
  }
}
