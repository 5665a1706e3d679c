package io.tollgate.audit.log;

import io.tollgate.audit.proof.RecordDraft;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The event types whose records carry a signature of their own. Allocates nothing. */
final class SignedTypes {
  private final byte[][] types;

  SignedTypes(final Set<String> names) {
    types =
        names.stream().map(name -> name.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
  }

  boolean contains(final RecordDraft record) {
    for (final byte[] type : types) {
      if (record.isOfType(type)) {
        return true;
      }
    }
    return false;
  }
}
