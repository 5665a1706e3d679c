package io.tollgate.identity.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that an agent has or had.
 *
 * @param publicKey Ed25519, 32 bytes in hex.
 * @param sequence 0 for the first.
 * @param since the engine's time.
 * @param rotation that brought it, with both signatures; empty for the first.
 */
public record AgentKey(
    String publicKey, int sequence, Instant since, Optional<KeyRotation> rotation) {}
