package io.tollgate.engine.domain.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An agent of a test.
 *
 * @param name of the agent, from which its key is made.
 * @param tenantId of the agent.
 */
public record TestAgent(String name, int tenantId) {
  /** Its public key: 32 bytes that stand for one. */
  public byte[] publicKey() {
    return sha256(("key of " + name).getBytes(StandardCharsets.UTF_8));
  }

  /** Its id. */
  public byte[] id() {
    return sha256(publicKey());
  }

  private static byte[] sha256(final byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
