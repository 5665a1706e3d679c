package io.tollgate.audit.recorder;

import io.tollgate.audit.log.LostTail;
import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import io.tollgate.support.consumer.FollowerStore;
import io.tollgate.support.consumer.JournalMark;
import io.tollgate.support.event.EventVocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
  private final List<EventVocabulary> vocabularies;
  private AuditLogs logs;
  private long reached;
  private long reachedCrc = JournalMark.UNKNOWN_CRC;
  private long kept;
  private long pendingSinceNs;
  private long checkpointNs;
  private long pruneNs;

  RecorderStore(final RecorderSettings settings, final List<EventVocabulary> vocabularies) {
    this.settings = settings;
    this.vocabularies = vocabularies;
  }

  @Override
  public List<JournalMark> resume() {
    if (logs == null) {
      logs = new AuditLogs(settings, vocabularies);
      goOnAfter(logs.marks());
      sign(nowNs(), true);
      // A pruning that was killed ends before anything else is asked of the log.
      prune(nowNs());
    }
    return goOnAfter(logs.marks());
  }

  /** Nothing is signed beyond what came since, whatever fails meanwhile. */
  private List<JournalMark> goOnAfter(final List<JournalMark> marks) {
    final JournalMark least =
        marks.stream().min(Comparator.comparingLong(JournalMark::position)).orElseThrow();
    reached = least.position();
    reachedCrc = least.recordCrc();
    kept = reached;
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
    reached = position;
    reachedCrc = recordCrc;
  }

  @Override
  public long keep(final JournalMark upTo) {
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
      prune(nowNs);
    }
    return kept;
  }

  private void prune(final long nowNs) {
    pruneNs = nowNs;
    logs.prune(settings.clock().instant());
  }

  /** Also where the clock stepped back: nothing waits until it has come so far again. */
  private static boolean isDue(final long nowNs, final long lastNs, final long everyNs) {
    return nowNs - lastNs >= everyNs || nowNs < lastNs;
  }

  private void sign(final long nowNs, final boolean isCheckpoint) {
    logs.flush(nowNs, reached, reachedCrc, isCheckpoint);
    kept = reached;
    pendingSinceNs = nowNs;
    if (isCheckpoint) {
      checkpointNs = nowNs;
    }
  }

  @Override
  public void onRemoved(final long firstThere, final JournalException cause) {
    LOGGER.error("journal records before {} are gone unrecorded", firstThere, cause);
    logs.admitGap(firstThere, nowNs());
    goOnAfter(logs.marks());
  }

  /**
   * Goes on where an operator has asked for just that: to admit, by signed records, that the
   * journal lost these positions. By itself it never does.
   */
  @Override
  public Optional<List<JournalMark>> onBehind(final JournalReader journal) {
    final LostTailRequest request = new LostTailRequest(settings.directory());
    final Optional<LostTail> asked = request.read();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    // The heads first say how far each log is, also what was not given out before it failed.
    sign(nowNs(), true);
    final Optional<LostTail> lost = LostTail.find(settings.directory(), journal);
    if (lost.isEmpty() || !isWithin(lost.get(), asked.get())) {
      LOGGER.error("asked to admit the loss of {}, but {} is lost", asked, lost);
      return Optional.empty();
    }
    LOGGER.warn("admits that the journal lost {}", lost.get());
    logs.admitLostTail(lost.get().first(), journal, nowNs());
    request.remove();
    return Optional.of(goOnAfter(logs.marks()));
  }

  /** Where it was killed while it admitted, a part of what was asked is left. */
  private static boolean isWithin(final LostTail lost, final LostTail asked) {
    return lost.first() == asked.first() && lost.last() <= asked.last();
  }

  @Override
  public String remedy() {
    return "Restore the journal; or see what it lost with `ops/tollgate audit lost-tail` and admit"
        + " it; or set the audit logs aside and let others begin";
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
