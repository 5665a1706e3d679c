package io.tollgate.ops.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.SealedField;
import io.tollgate.audit.recorder.SubjectKeys;
import io.tollgate.journal.text.RecordSchema;
import io.tollgate.journal.text.RecordText;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.journal.Times;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/** An audit record as JSON: a view only; what is signed is its bytes. */
final class RecordView {

  private final RecordText journalText = new RecordText(RecordSchema.load());
  private final SubjectKeys subjects;

  /** Shows records, and what is sealed in them as far as the keys are here. */
  RecordView(final SubjectKeys subjects) {
    this.subjects = subjects;
  }

  ObjectNode json(final AuditRecord record) {
    final ObjectNode node = Json.object();
    node.put("sequence", record.sequence());
    node.put("record_id", record.recordId().toString());
    node.put("product", record.source().name());
    node.put("event_type", record.eventType());
    node.put("agent_id", HexFormat.of().formatHex(record.agentId()));
    node.put("resource_id", record.resourceId());
    node.put("action", record.action());
    node.put("timestamp", Times.of(record.timestampNs()).toString());
    node.put("journal_position", record.position());
    putMetadata(node, record);
    final ArrayNode sealed = node.putArray("personal");
    for (final SealedField field : record.sealedFields()) {
      final ObjectNode shown = sealed.addObject();
      shown.put("field", field.code() == 1 ? "actor" : "payload");
      shown.put("key_id", HexFormat.of().formatHex(field.keyId()));
      subjects
          .open(field, record.position())
          .ifPresentOrElse(
              plain -> shown.put("value", new String(plain, StandardCharsets.UTF_8)),
              () -> shown.put("forgotten", true));
    }
    node.put("previous_record_hash", HexFormat.of().formatHex(record.previousHash()));
    if (record.isSigned()) {
      node.put("signature", HexFormat.of().formatHex(record.signature()));
    }
    return node;
  }

  private void putMetadata(final ObjectNode node, final AuditRecord record) {
    final byte[] metadata = record.metadata();
    try {
      switch (record.metadataFormat()) {
        case NONE -> node.putNull("metadata");
        case JSON -> node.set("metadata", Json.parse(new String(metadata, StandardCharsets.UTF_8)));
        case JOURNAL -> {
          final StringBuilder text = new StringBuilder();
          journalText.append(
              text,
              record.position(),
              record.timestampNs(),
              new UnsafeBuffer(metadata),
              0,
              metadata.length);
          node.set("metadata", Json.parse(text.toString()));
        }
        case KEY_EPOCH -> node.put("metadata", HexFormat.of().formatHex(metadata));
      }
    } catch (final JsonProcessingException e) {
      node.put("metadata", HexFormat.of().formatHex(metadata));
    }
  }
}
