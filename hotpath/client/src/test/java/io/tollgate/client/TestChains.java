package io.tollgate.client;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import java.util.Arrays;

/** Chains whose links are all sealed by one key and all last from 1,000 s to 2,000 s. */
final class TestChains {
  static final int KEY_ID = 7;
  static final int TENANT_ID = 3;
  static final long NOT_BEFORE_S = 1_000;
  static final long EXPIRES_AT_S = 2_000;
  static final int PERMISSION = 17;
  static final int HIGH_PERMISSION = 100;

  private static final LinkSealer SEALER = new LinkSealer(HmacSha256.create());

  private TestChains() {}

  static byte[] keyBytes(final int seed) {
    final byte[] key = new byte[VerificationKeys.KEY_LENGTH];
    Arrays.fill(key, (byte) seed);
    return key;
  }

  static HmacSha256Key key() {
    return new HmacSha256Key().init(keyBytes(KEY_ID), 0, VerificationKeys.KEY_LENGTH);
  }

  static byte[] agentId(final int n) {
    final byte[] id = new byte[32];
    Arrays.fill(id, (byte) (n + 1));
    id[0] = (byte) 0xA0;
    return id;
  }

  static LinkTerms terms(final int hop, final long scopeHash) {
    return new LinkTerms(
        KEY_ID,
        hop + 100,
        agentId(hop),
        1L << PERMISSION,
        1L << (HIGH_PERMISSION - Long.SIZE),
        scopeHash,
        NOT_BEFORE_S,
        EXPIRES_AT_S,
        7 - hop);
  }

  static Chain ofLinks(final int links) {
    return ofLinks(links, 0);
  }

  static Chain ofLinks(final int links, final long scopeHash) {
    Chain chain = SEALER.sealRoot(terms(0, scopeHash), key());
    for (int hop = 1; hop < links; hop++) {
      chain = SEALER.sealChild(chain, terms(hop, scopeHash), key());
    }
    return chain;
  }

  static Chain root(final LinkTerms terms) {
    return SEALER.sealRoot(terms, key());
  }
}
