package io.tollgate.engine.domain.chain;

import io.tollgate.crypto.HmacSha256Key;

/**
 * Makes a tenant's key from the gate's root key. Only what is public (key id, tenant, salt) is
 * stored anywhere: key = HKDF-SHA256(root key, salt, {@code "tollgate/v1/link-key" ‖ u32 tenant ‖
 * u32 key id}), 32 bytes, integers little-endian.
 */
@FunctionalInterface
public interface KeyDerivation {
  /** Length of a salt. */
  int SALT_LENGTH = 16;

  /**
   * Derives a key.
   *
   * @param keyId unsigned.
   * @param tenantId unsigned.
   * @param salt {@link #SALT_LENGTH} bytes.
   * @param into is initialised with the key.
   */
  void derive(int keyId, int tenantId, byte[] salt, HmacSha256Key into);
}
