package io.tollgate.audit;

import java.util.Optional;

/**
 * A sealed field of a record.
 *
 * @param name actor or payload.
 * @param keyId of its person's key, in hex.
 * @param value what it says, text as it is and anything else in hex; empty where the person was
 *     forgotten.
 */
public record PersonalField(String name, String keyId, Optional<String> value) {}
