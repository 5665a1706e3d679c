package io.tollgate.engine.domain.chain;

import io.tollgate.crypto.HmacSha256Key;

/** The keys that seal links. Looked up by key id, then used by slot. */
public interface KeyRing {
  /** No such key. */
  int NONE = -1;

  /**
   * Finds a key, retired ones too.
   *
   * @param keyId unsigned.
   * @return its slot, or {@link #NONE}.
   */
  int find(int keyId);

  /** The key's midstates. */
  HmacSha256Key key(int slot);

  /** The tenant it belongs to; unsigned. */
  int tenantId(int slot);

  /** Whether it was retired, which kills what it sealed. */
  boolean isRetired(int slot);
}
