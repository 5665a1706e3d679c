package io.tollgate.bench.peers.gate;

import io.tollgate.bench.peers.question.Credential;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.Scope;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Credentials as the gate's own chains. One thread. */
public final class SealedChains {
  /** The key that seals. */
  public static final int KEY_ID = 50;

  /** Whose key it is. */
  public static final int TENANT_ID = 5;

  private static final int PERMISSIONS_OFFSET = 79;
  private static final long FIRST_LINK_ID = 1_000;

  private final HmacSha256 hmac = HmacSha256.create();
  private final LinkSealer sealer = new LinkSealer(hmac);
  private final HmacSha256Key key;
  private final HmacSha256Key forgersKey;
  private final long nowSeconds;

  /**
   * Chains by a key.
   *
   * @param keyBytes of the tenant, 32 bytes.
   * @param nowSeconds when they will be shown, seconds since the epoch.
   */
  public SealedChains(final byte[] keyBytes, final long nowSeconds) {
    this.nowSeconds = nowSeconds;
    key = new HmacSha256Key().init(keyBytes, 0, keyBytes.length);
    final byte[] other = keyBytes.clone();
    other[0] ^= 1;
    forgersKey = new HmacSha256Key().init(other, 0, other.length);
  }

  /** An agent's public key: 32 bytes that stand for one. */
  public static byte[] publicKey(final String agent) {
    final byte[] bytes = new byte[LinkLayout.ID_LENGTH];
    final byte[] name = agent.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(name, 0, bytes, 0, name.length);
    return bytes;
  }

  /** An agent's id. */
  public static byte[] agentId(final String agent) {
    final byte[] id = new byte[LinkLayout.ID_LENGTH];
    Sha256.create().digest(new UnsafeBuffer(publicKey(agent)), 0, LinkLayout.ID_LENGTH, id, 0);
    return id;
  }

  /** The chain that is a credential. */
  public Chain chain(final Credential credential) {
    final HmacSha256Key sealing = credential == Credential.FORGED ? forgersKey : key;
    final List<Delegation> links = Delegation.chain(credential, nowSeconds);
    final boolean isWidened = credential == Credential.WIDENED;
    Chain chain = sealer.sealRoot(terms(links, 0), sealing);
    for (int hop = 1; hop < links.size(); hop++) {
      final boolean cannotBeSealed = isWidened && hop == links.size() - 1;
      final List<Delegation> from =
          cannotBeSealed ? Delegation.chain(Credential.HONEST, nowSeconds) : links;
      chain = sealer.sealChild(chain, terms(from, hop), sealing);
    }
    return isWidened ? widen(chain, links.get(links.size() - 1)) : chain;
  }

  /** Changes the last link as only a holder of the key could. */
  private Chain widen(final Chain chain, final Delegation leaf) {
    final byte[] bytes = new byte[chain.length()];
    final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    chain.copyTo(buffer, 0);
    final int link = chain.linkOffset(chain.links() - 1);
    buffer.putLong(link + PERMISSIONS_OFFSET, leaf.permissionBits(), ByteOrder.LITTLE_ENDIAN);
    hmac.tag(key, buffer, link, LinkLayout.SEALED_LENGTH, bytes, link + LinkLayout.TAG_OFFSET);
    return Chain.ofBytes(bytes);
  }

  private static LinkTerms terms(final List<Delegation> links, final int hop) {
    final Delegation link = links.get(hop);
    return new LinkTerms(
        KEY_ID,
        FIRST_LINK_ID + hop,
        agentId(link.agent()),
        link.permissionBits(),
        0,
        Scope.hash(link.scope()),
        link.notBeforeSeconds(),
        link.expiresAtSeconds(),
        links.size() - 1 - hop);
  }
}
