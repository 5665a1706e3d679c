package io.tollgate.adminapi.resource;

import io.tollgate.audit.AuditCustody;
import io.tollgate.audit.FoundRecord;
import io.tollgate.audit.LogConsistency;
import io.tollgate.audit.LogView;
import io.tollgate.audit.PersonalField;
import io.tollgate.audit.ProvenAuditRecord;
import io.tollgate.audit.index.IndexedLog;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.support.AgentId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** How audit records and logs are written. */
final class AuditJson {
  private static final byte[] NOBODY = new byte[AgentId.LENGTH];

  private AuditJson() {}

  static JsonObject found(final FoundRecord record) {
    return new JsonObject()
        .put("class", Wire.lower(record.log()))
        .put("sequence", record.sequence())
        .put("record_id", record.recordId().toString())
        .put("time", Wire.time(record.time()))
        .put("product", Wire.lower(record.product()))
        .put("event_type", record.eventType())
        .put("agent_id", record.agent().map(AgentId::hex).orElse(null))
        .put("resource", record.resource())
        .put("action", record.action())
        .put("journal_position", record.journalPosition())
        .put("metadata", metadata(record.metadata()))
        .put("hash", record.hash());
  }

  /** JSON as it is; anything else as a text; null for none. */
  private static Object metadata(final String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return text.startsWith("{") ? new JsonObject(text) : text;
    } catch (final DecodeException e) {
      return text;
    }
  }

  static JsonObject proven(final ProvenAuditRecord proven) {
    final AuditRecord record = proven.record();
    return new JsonObject()
        .put("class", Wire.lower(proven.log()))
        .put("sequence", record.sequence())
        .put("record_id", record.recordId().toString())
        .put("time", Wire.time(time(record.timestampNs())))
        .put("product", Wire.lower(record.source()))
        .put("event_type", record.eventType())
        .put("agent_id", agent(record))
        .put("resource", record.resourceId())
        .put("action", record.action())
        .put("journal_position", record.position())
        .put("metadata", metadata(proven.metadata()))
        .put("hash", proven.hash())
        .put("previous_hash", HexFormat.of().formatHex(record.previousHash()))
        .put("personal", Wire.items(proven.personal(), AuditJson::personal))
        .put("signature", record.isSigned() ? HexFormat.of().formatHex(record.signature()) : null)
        .put("record", Base64.getEncoder().encodeToString(record.toByteArray()))
        .put("inclusion_path", Wire.texts(proven.inclusionPath()))
        .put("checkpoint", proven.note())
        .put("key", proven.key());
  }

  private static String agent(final AuditRecord record) {
    final byte[] id = record.agentId();
    return Arrays.equals(id, NOBODY) ? null : HexFormat.of().formatHex(id);
  }

  private static JsonObject personal(final PersonalField field) {
    return new JsonObject()
        .put("field", field.name())
        .put("key_id", field.keyId())
        .put("value", field.value().orElse(null));
  }

  static JsonObject consistency(final LogConsistency proof) {
    return new JsonObject()
        .put("class", Wire.lower(proof.log()))
        .put("from_size", proof.from())
        .put("to_size", proof.to())
        .put("path", Wire.texts(proof.path()))
        .put("checkpoint", proof.note())
        .put("key", proof.key());
  }

  static JsonObject log(final LogView log) {
    return new JsonObject()
        .put("class", Wire.lower(log.log()))
        .put("origin", log.checkpoint().origin())
        .put("first", log.first())
        .put("size", log.checkpoint().size())
        .put("time", Wire.time(time(log.checkpoint().timeNs())))
        .put("journal_position", log.checkpoint().journalPosition())
        .put("checkpoint", log.note())
        .put("key", log.key())
        .put("index", log.indexed().map(AuditJson::index).orElse(null));
  }

  private static JsonObject index(final IndexedLog indexed) {
    return new JsonObject()
        .put("first", indexed.first())
        .put("size", indexed.size())
        .put("journal_position", indexed.journalPosition())
        .put("failure", indexed.failure().orElse(null));
  }

  static JsonObject hold(final AuditCustody.Hold hold) {
    return new JsonObject()
        .put("class", Wire.lower(hold.log()))
        .put("name", hold.name())
        .put("from", Wire.time(hold.from()))
        .put("to", Wire.time(hold.to()));
  }

  private static Instant time(final long timeNs) {
    return Instant.ofEpochSecond(0, timeNs);
  }
}
