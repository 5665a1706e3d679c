package io.tollgate.bench.micro;

import io.tollgate.client.ChainVerifier;
import io.tollgate.client.RevocationList;
import io.tollgate.client.VerificationKeys;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.VerifiedLinkCache;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** Chains of any depth and a verifier that remembers none of them. */
final class ChainFixture {
  private static final int KEY_ID = 2;
  private static final int TENANT_ID = 1;
  private static final byte[] KEY = new byte[VerificationKeys.KEY_LENGTH];

  private ChainFixture() {}

  /** A chain of so many links that is valid at {@link BenchGate#NOW_NS}. */
  static Chain chain(final int links) {
    final LinkSealer sealer = new LinkSealer(HmacSha256.create());
    final HmacSha256Key key = new HmacSha256Key().init(KEY, 0, KEY.length);
    Chain chain = sealer.sealRoot(terms(0, links), key);
    for (int hop = 1; hop < links; hop++) {
      chain = sealer.sealChild(chain, terms(hop, links), key);
    }
    return chain;
  }

  private static LinkTerms terms(final int hop, final int links) {
    final byte[] agentId = new byte[LinkLayout.ID_LENGTH];
    new UnsafeBuffer(agentId).putLong(0, hop + 1L);
    return new LinkTerms(
        KEY_ID,
        hop + 1L,
        agentId,
        -1,
        -1,
        0,
        BenchGate.NOW_SECONDS - 60,
        BenchGate.NOW_SECONDS + TimeUnit.DAYS.toSeconds(30),
        links - 1 - hop);
  }

  /** A verifier that verifies every chain in full. */
  static ChainVerifier verifier() {
    final VerificationKeys keys = new VerificationKeys();
    keys.add(KEY_ID, TENANT_ID, KEY);
    final RevocationList nobody = RevocationList.asOf(BenchGate.NOW_NS).build();
    return new ChainVerifier(
        keys,
        () -> nobody,
        new ChainVerifier.Settings(
            VerifiedLinkCache.MIN_CAPACITY, 0, TimeUnit.DAYS.toSeconds(366), Long.MAX_VALUE));
  }
}
