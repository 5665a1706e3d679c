package io.tollgate.identity.service;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.ChainAuthenticator;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.store.KeyTable.SaltedKey;
import io.tollgate.support.error.GateRefusedException;
import java.util.List;
import java.util.Optional;

/**
 * Seals links with keys that are derived from the gate's root key. The one place outside of the
 * engine that can. Any thread.
 */
final class LinkMint {
  private final HmacSha256 hmac = HmacSha256.create();
  private final LinkSealer sealer = new LinkSealer(hmac);
  private final RootKeyDerivation derivation;

  /**
   * A mint.
   *
   * @param rootKey 32 secret bytes; copied.
   */
  LinkMint(final byte[] rootKey) {
    derivation = new RootKeyDerivation(rootKey, HkdfSha256.create());
  }

  /**
   * Whether a chain is of this gate and whole.
   *
   * @param keys that its links name, as far as they exist.
   * @throws GateRefusedException with the reason that the engine would give.
   */
  synchronized void verify(final Chain chain, final List<SaltedKey> keys) {
    try (StoredKeyRing ring = new StoredKeyRing(keys, derivation)) {
      final Reason reason =
          new ChainAuthenticator(ring, hmac).authenticate(chain.buffer(), 0, chain.length());
      if (reason != Reason.OK) {
        throw new GateRefusedException(reason, 0);
      }
    }
  }

  /**
   * Seals a link.
   *
   * @param parent that was verified; empty for a root link.
   * @param terms what it grants; they name the key.
   * @param key of the tenant.
   * @throws GateRefusedException where it would not stay within its parent.
   */
  synchronized Chain seal(
      final Optional<Chain> parent, final LinkTerms terms, final SaltedKey key) {
    try (StoredKeyRing ring = new StoredKeyRing(List.of(key), derivation)) {
      return parent.isPresent()
          ? sealer.sealChild(parent.get(), terms, ring.key(0))
          : sealer.sealRoot(terms, ring.key(0));
    } catch (final LinkTerms.WidenedException ex) {
      final GateRefusedException refused = new GateRefusedException(ex.reason(), 0);
      refused.initCause(ex);
      throw refused;
    }
  }
}
