package io.tollgate.identity.domain;

import java.time.Instant;

/**
 * What the holder of a key signs to prove it.
 *
 * @param challengeId names the challenge, 32 hex digits.
 * @param message the exact bytes to be signed with the key, in hex.
 * @param expiresAt when it is worth nothing any more.
 */
public record Challenge(String challengeId, String message, Instant expiresAt) {}
