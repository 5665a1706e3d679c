package io.tollgate.identity.service;

import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.KeyRing;
import io.tollgate.identity.store.KeyTable.SaltedKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys of one chain, derived for as long as it takes to seal or to verify, then destroyed. One
 * thread.
 */
final class StoredKeyRing implements KeyRing, AutoCloseable {
  private final List<SaltedKey> stored;
  private final List<HmacSha256Key> derived = new ArrayList<>();

  StoredKeyRing(final List<SaltedKey> stored, final KeyDerivation derivation) {
    this.stored = List.copyOf(stored);
    for (final SaltedKey key : stored) {
      final HmacSha256Key into = new HmacSha256Key();
      derivation.derive(
          key.key().keyId(), key.key().tenantId(), HexFormat.of().parseHex(key.salt()), into);
      derived.add(into);
    }
  }

  @Override
  public int find(final int keyId) {
    for (int slot = 0; slot < stored.size(); slot++) {
      if (stored.get(slot).key().keyId() == keyId) {
        return slot;
      }
    }
    return NONE;
  }

  @Override
  public HmacSha256Key key(final int slot) {
    return derived.get(slot);
  }

  @Override
  public int tenantId(final int slot) {
    return stored.get(slot).key().tenantId();
  }

  @Override
  public boolean isRetired(final int slot) {
    return stored.get(slot).key().retiredAt().isPresent();
  }

  @Override
  public void close() {
    derived.forEach(HmacSha256Key::destroy);
  }
}
