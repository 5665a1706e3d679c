package io.tollgate.crypto;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How SHA-256 is computed. Both give the same bytes; only the cost differs. */
public enum HmacSha256Backend {
  /**
   * The JDK's internal block function, continued from states that were computed when the key was
   * set. Never allocates. Needs {@code --add-opens java.base/sun.security.provider=ALL-UNNAMED}.
   */
  MIDSTATE,
  /**
   * The public API ({@link java.security.MessageDigest}), which hashes the key again for every tag.
   */
  JAVAX;

  /** Whether this JVM lets the backend be used. */
  public boolean isAvailable() {
    return this == JAVAX || JdkSha256.isReachable();
  }

  /**
   * The fastest that is available. Falling back is logged as a warning, once in the life of the
   * JVM.
   */
  static HmacSha256Backend preferred() {
    return Preferred.BACKEND;
  }

  /** A new computing core, for one thread. */
  Sha256Core newCore() {
    return this == MIDSTATE ? new MidstateSha256() : new MessageDigestSha256();
  }

  /** Chosen when first asked for: class initialisation happens once. */
  private static final class Preferred {
    private static final Logger LOGGER = LoggerFactory.getLogger(HmacSha256.class);
    private static final HmacSha256Backend BACKEND = choose();

    private static HmacSha256Backend choose() {
      if (MIDSTATE.isAvailable()) {
        return MIDSTATE;
      }
      LOGGER.warn(
          "HMAC-SHA256 falls back to java.security.MessageDigest, about twice as slow: {}. Start"
              + " the JVM with --add-opens java.base/sun.security.provider=ALL-UNNAMED",
          JdkSha256.refusal());
      return JAVAX;
    }
  }
}
