package io.tollgate.engine.domain.chain;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256Key;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Derivation from a root key held in memory. One instance a thread; {@link #derive} allocates
 * nothing.
 */
public final class RootKeyDerivation implements KeyDerivation {
  /** Length of a root key. */
  public static final int ROOT_KEY_LENGTH = 32;

  private static final byte[] PURPOSE = "tollgate/v1/link-key".getBytes(StandardCharsets.US_ASCII);

  private final HkdfSha256 hkdf;
  private final byte[] rootKey;
  private final byte[] info = new byte[PURPOSE.length + 2 * Integer.BYTES];
  private final UnsafeBuffer infoBuffer = new UnsafeBuffer(info);

  /**
   * A derivation.
   *
   * @param rootKey 32 secret bytes; copied.
   * @param hkdf of this thread.
   */
  public RootKeyDerivation(final byte[] rootKey, final HkdfSha256 hkdf) {
    if (rootKey.length != ROOT_KEY_LENGTH) {
      throw new IllegalArgumentException("a root key has 32 bytes, not " + rootKey.length);
    }
    this.rootKey = rootKey.clone();
    this.hkdf = hkdf;
    System.arraycopy(PURPOSE, 0, info, 0, PURPOSE.length);
  }

  @Override
  public void derive(
      final int keyId, final int tenantId, final byte[] salt, final HmacSha256Key into) {
    if (salt.length != SALT_LENGTH) {
      throw new IllegalArgumentException("a salt has 16 bytes, not " + salt.length);
    }
    infoBuffer.putInt(PURPOSE.length, tenantId, ByteOrder.LITTLE_ENDIAN);
    infoBuffer.putInt(PURPOSE.length + Integer.BYTES, keyId, ByteOrder.LITTLE_ENDIAN);
    hkdf.deriveKey(salt, rootKey, info, into);
  }
}
