package io.tollgate.audit.recorder;

import io.tollgate.journal.JournalException;
import io.tollgate.support.consumer.FollowerStore;
import io.tollgate.support.consumer.JournalMark;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the journal in the audit logs, whose checkpoints say how far each came. The logs stay open,
 * and give out checkpoints, while the journal cannot be read. One thread.
 */
final class RecorderStore implements FollowerStore {
  private static final Logger LOGGER = LoggerFactory.getLogger(RecorderStore.class);

  private final RecorderSettings settings;
  private AuditLogs logs;
  private JournalMark reached = JournalMark.START;
  private long kept;
  private long pendingSinceNs;
  private long checkpointNs;
  private long pruneNs;

  RecorderStore(final RecorderSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<JournalMark> resume() {
    if (logs == null) {
      logs = new AuditLogs(settings);
      reached = JournalMark.START;
      sign(nowNs(), true);
    }
    final List<JournalMark> marks = logs.marks();
    kept = marks.stream().mapToLong(JournalMark::position).min().orElseThrow();
    return marks;
  }

  @Override
  public void stage(
      final long position,
      final long timeNs,
      final long recordCrc,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    logs.onRecord(position, timeNs, recordCrc, buffer, offset, length);
  }

  @Override
  public long keep(final JournalMark upTo) {
    reached = upTo;
    final long nowNs = nowNs();
    if (!logs.isPending()) {
      pendingSinceNs = nowNs;
    }
    if (isDue(nowNs, checkpointNs, settings.checkpointEvery().toNanos())) {
      sign(nowNs, true);
    } else if (isDue(nowNs, pendingSinceNs, settings.linger().toNanos())) {
      sign(nowNs, false);
    }
    if (isDue(nowNs, pruneNs, settings.pruneEvery().toNanos())) {
      pruneNs = nowNs;
      logs.prune(settings.clock().instant());
    }
    return kept;
  }

  /** Also where the clock stepped back: nothing waits until it has come so far again. */
  private static boolean isDue(final long nowNs, final long lastNs, final long everyNs) {
    return nowNs - lastNs >= everyNs || nowNs < lastNs;
  }

  private void sign(final long nowNs, final boolean isCheckpoint) {
    logs.flush(nowNs, reached.position(), reached.recordCrc(), isCheckpoint);
    kept = reached.position();
    pendingSinceNs = nowNs;
    if (isCheckpoint) {
      checkpointNs = nowNs;
    }
  }

  @Override
  public void onRemoved(final long firstThere, final JournalException cause) {
    LOGGER.error("journal records before {} are gone unrecorded", firstThere, cause);
    logs.admitGap(firstThere, nowNs());
  }

  @Override
  public String remedy() {
    return "Restore the journal, or set the audit logs aside and let others begin";
  }

  private long nowNs() {
    return AuditLogs.nanos(settings.clock().instant());
  }

  @Override
  public void abandon() {
    CloseHelper.quietClose(logs);
    logs = null;
  }

  @Override
  public void close() {
    try {
      sign(nowNs(), true);
    } finally {
      abandon();
    }
  }
}
