package io.tollgate.audit.index;

import io.tollgate.audit.flow.CopyBuffer;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.support.database.SqlText;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.jdbi.v3.core.Handle;

/** Records of one log as rows to be copied. One thread. */
final class IndexRows {
  private static final String TABLE =
      "audit.record (log, sequence, time_ns, record_id, product, event_type, agent_id, resource,"
          + " action, journal_position, metadata, hash)";
  private static final int FIELDS = 12;
  private static final int MAX_BYTES = 8 * 1024 * 1024;
  private static final byte[] NOBODY = new byte[32];

  private final RetentionClass log;
  private final CopyBuffer rows = new CopyBuffer(FIELDS);
  private final MetadataText metadata = new MetadataText();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

  IndexRows(final RetentionClass log) {
    this.log = log;
  }

  void add(final AuditRecord record, final byte[] leafHash) {
    rows.row()
        .int2(log.code())
        .int8(record.sequence())
        .int8(record.timestampNs())
        .uuid(record.recordId())
        .int2(record.source().code())
        .text(record.eventType());
    final byte[] agent = record.agentId();
    if (Arrays.equals(agent, NOBODY)) {
      rows.nulls(1);
    } else {
      binary(agent);
    }
    rows.text(SqlText.of(record.resourceId()))
        .text(record.action())
        .int8(record.position())
        .text(SqlText.of(metadata.of(record)));
    binary(leafHash);
  }

  private void binary(final byte[] bytes) {
    view.wrap(bytes);
    rows.binary(view, 0, bytes.length);
  }

  int count() {
    return rows.rows();
  }

  /** Whether so much is gathered that it should be written. */
  boolean isLarge() {
    return rows.length() > MAX_BYTES;
  }

  void copyInto(final Handle handle) {
    rows.copyInto(handle, TABLE);
  }

  void clear() {
    rows.clear();
  }
}
