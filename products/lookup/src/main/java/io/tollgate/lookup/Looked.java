package io.tollgate.lookup;

import java.util.Optional;

/**
 * What a look-up found.
 *
 * @param value empty where there is no such thing.
 * @param position the value is true as of this journal position.
 * @param staleness where it could not be confirmed.
 */
public record Looked<V>(Optional<V> value, long position, Optional<Staleness> staleness) {}
