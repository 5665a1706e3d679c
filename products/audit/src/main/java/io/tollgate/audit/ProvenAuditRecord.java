package io.tollgate.audit;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditRecord;
import java.util.List;

/**
 * A record with all that is needed to verify it.
 *
 * @param log in which log.
 * @param record its canonical bytes.
 * @param hash its leaf hash in hex.
 * @param metadata as text.
 * @param personal its sealed fields, opened where their keys are there.
 * @param note the signed checkpoint.
 * @param key that signed it.
 * @param inclusionPath from the record to the checkpoint's root, in hex.
 */
public record ProvenAuditRecord(
    RetentionClass log,
    AuditRecord record,
    String hash,
    String metadata,
    List<PersonalField> personal,
    String note,
    String key,
    List<String> inclusionPath) {
  /** Keeps copies of the lists. */
  public ProvenAuditRecord {
    personal = List.copyOf(personal);
    inclusionPath = List.copyOf(inclusionPath);
  }
}
