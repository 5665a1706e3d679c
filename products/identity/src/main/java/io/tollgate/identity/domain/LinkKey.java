package io.tollgate.identity.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that seals links; the key itself is nowhere but in the engine's and this process's memory.
 *
 * @param keyId kid, 1 or more.
 * @param tenantId whose links it seals.
 * @param addedAt the engine's time.
 * @param retiresAt when it is to be retired, where that is planned.
 * @param retiredAt since when nothing it sealed is good any more.
 * @param state what it is used for.
 * @param livingLinks how many links it sealed that are neither revoked nor out of date.
 * @param position of the record that last changed it.
 */
public record LinkKey(
    int keyId,
    int tenantId,
    Instant addedAt,
    Optional<Instant> retiresAt,
    Optional<Instant> retiredAt,
    State state,
    long livingLinks,
    long position) {

  /** What a key is used for. */
  public enum State {
    /** It seals its tenant's new links. */
    SEALING,
    /** What it sealed is good; a newer one seals. */
    VALID,
    /** As valid, until it is retired at a time that was said. */
    RETIRING,
    /** Nothing that it sealed is good. */
    RETIRED
  }
}
