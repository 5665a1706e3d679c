package io.tollgate.client;

/**
 * Tells a {@link ChainVerifier} what was revoked. Asked at every verification, so it must not
 * block: an {@code AtomicReference::get} that another thread sets is one.
 */
@FunctionalInterface
public interface RevocationFeed {
  /** The newest list; never null. */
  RevocationList current();
}
