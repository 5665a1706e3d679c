package io.tollgate.audit.index;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.journal.text.RecordSchema;
import io.tollgate.journal.text.RecordText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A record's metadata as text: JSON, but for a key epoch, which is hex, and for none, which is
 * empty. What is sealed is no metadata, and never in it. One thread.
 */
public final class MetadataText {
  private final RecordText journalText = new RecordText(RecordSchema.load());
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final StringBuilder text = new StringBuilder();

  /** By the journal's schema. */
  public MetadataText() {}

  /** The text of a record's metadata. */
  public String of(final AuditRecord record) {
    final byte[] metadata = record.metadata();
    return switch (record.metadataFormat()) {
      case NONE -> "";
      case JSON -> new String(metadata, StandardCharsets.UTF_8);
      case KEY_EPOCH -> HexFormat.of().formatHex(metadata);
      case JOURNAL -> ofJournal(record, metadata);
    };
  }

  private String ofJournal(final AuditRecord record, final byte[] metadata) {
    text.setLength(0);
    view.wrap(metadata);
    journalText.append(text, record.position(), record.timestampNs(), view, 0, metadata.length);
    return text.toString();
  }
}
