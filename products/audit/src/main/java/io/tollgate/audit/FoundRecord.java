package io.tollgate.audit;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A signed record as the index has it: enough to find it. What is personal is sealed, and not here.
 *
 * @param log in which log.
 * @param sequence its number there, from 0.
 * @param recordId its UUIDv7.
 * @param time when.
 * @param product who it comes from.
 * @param eventType what happened.
 * @param agent whom it is about.
 * @param resource what it was done to; empty for nothing.
 * @param action what was done.
 * @param journalPosition that it was made of; 0 none.
 * @param metadata JSON; hex for a key epoch; empty for none.
 * @param hash its leaf hash in hex.
 */
public record FoundRecord(
    RetentionClass log,
    long sequence,
    UUID recordId,
    Instant time,
    AuditSource product,
    String eventType,
    Optional<AgentId> agent,
    String resource,
    String action,
    long journalPosition,
    String metadata,
    String hash) {}
