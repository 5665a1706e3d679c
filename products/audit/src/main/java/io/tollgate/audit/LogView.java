package io.tollgate.audit;

import io.tollgate.audit.index.IndexedLog;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.Checkpoint;
import java.util.Optional;

/**
 * A log as it is now.
 *
 * @param log which.
 * @param first the first record that was not pruned.
 * @param checkpoint the newest that was given out.
 * @param note the same, signed.
 * @param key that signed it, as verifiers take it.
 * @param indexed how far it can be searched; empty where it is not indexed.
 */
public record LogView(
    RetentionClass log,
    long first,
    Checkpoint checkpoint,
    String note,
    String key,
    Optional<IndexedLog> indexed) {}
