package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.MetadataFormat;
import io.tollgate.audit.proof.SignedNote;
import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Which journal positions were recorded in the audit logs and are no longer in the journal, or hold
 * other records now: power failed before they were on the disk. Records are told apart by their
 * time, their template and their fixed fields. For one thread.
 *
 * @param first position that was lost.
 * @param last position that was recorded.
 */
public record LostTail(long first, long last) {
  private static final long NONE = Long.MAX_VALUE;

  /**
   * Compares the logs with the journal, from their ends back to where they agree.
   *
   * @param directory of the logs, one below it for each retention class.
   * @return empty where nothing that was recorded is missing.
   * @throws AuditLogException where the logs cannot be read.
   */
  public static Optional<LostTail> find(final Path directory, final JournalReader journal) {
    long first = NONE;
    long last = 0;
    final JournalWindow window = new JournalWindow(journal);
    for (final RetentionClass retention : RetentionClass.values()) {
      final Path log = directory.resolve(retention.logName());
      try {
        first = Math.min(first, firstLostOf(log, window));
        last = Math.max(last, reachedBy(log));
      } catch (final IOException e) {
        throw new AuditLogException("cannot read the audit log in " + log, e);
      }
    }
    // A log's position can be that of another log's record, or of one that the journal lost whole.
    first = Math.min(first, last > window.end() ? window.end() + 1 : NONE);
    return first > last ? Optional.empty() : Optional.of(new LostTail(first, last));
  }

  private static long reachedBy(final Path log) throws IOException {
    return new LogFiles(log)
        .head()
        .map(note -> Checkpoint.parse(SignedNote.parse(note).text()).journalPosition())
        .orElse(0L);
  }

  private static long firstLostOf(final Path log, final JournalWindow window) throws IOException {
    final List<Path> segments = new LogFiles(log).segments();
    long first = NONE;
    long admitted = NONE;
    for (int i = segments.size() - 1; i >= 0; i--) {
      final SegmentScan scan = new SegmentScan(window);
      try (SegmentReader reader = SegmentReader.open(segments.get(i))) {
        while (reader.next() && reader.isCrcRight()) {
          reader.forEach(scan::onRecord);
        }
      }
      // What a later record admits is known already.
      first = Math.min(first, scan.first < admitted ? scan.first : NONE);
      admitted = Math.min(admitted, scan.admitted);
      if (scan.hasAgreed) {
        break;
      }
    }
    return first;
  }

  /** One segment's records, oldest first. */
  private static final class SegmentScan {
    private final JournalWindow window;
    private final AuditRecord record = new AuditRecord();
    private long first = NONE;
    private long admitted = NONE;
    private boolean hasAgreed;

    SegmentScan(final JournalWindow window) {
      this.window = window;
    }

    void onRecord(final byte[] bytes, final int offset, final int length) {
      if (record.wrap(bytes, offset, length) != null) {
        return;
      }
      final Optional<Admission> admission = Admissions.admissionOf(record);
      if (admission.isPresent() && admission.get().kind() == Admission.Kind.LOST_TAIL) {
        admitted = Math.min(admitted, admission.get().first());
        first = first >= admission.get().first() ? NONE : first;
      } else if (record.position() > 0) {
        final boolean isSame = window.has(record);
        hasAgreed |= isSame;
        first = isSame ? first : Math.min(first, record.position());
      }
    }
  }

  /** The journal's records around a position. */
  private static final class JournalWindow {
    private static final int MAX_STEPS = 64;

    private final JournalReader journal;
    private final Map<Long, byte[]> messages = new HashMap<>();
    private final Map<Long, Long> times = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /**
     * False while the reader's position is not known: before the first move and after one failed.
     */
    private boolean isPlaced;

    JournalWindow(final JournalReader journal) {
      this.journal = journal;
    }

    /** Position of the journal's last record. */
    long end() {
      journal.toStart();
      long low = journal.position();
      long high = Math.max(1, low);
      while (canMoveTo(high + 1)) {
        low = high;
        high *= 2;
      }
      while (low + 1 < high) {
        final long middle = low + (high - low) / 2;
        if (canMoveTo(middle + 1)) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** One past the last record is where a reader can still go. */
    private boolean canMoveTo(final long position) {
      try {
        journal.moveTo(position);
        return true;
      } catch (final JournalException e) {
        if (e.kind() == JournalException.Kind.BEYOND_END) {
          return false;
        }
        throw e;
      }
    }

    /** Whether the journal has the record that was recorded; what it removed cannot be compared. */
    boolean has(final AuditRecord record) {
      final long position = record.position();
      if (!messages.containsKey(position) && !load(position)) {
        return true;
      }
      final byte[] message = messages.get(position);
      return message != null
          && times.get(position) == record.timestampNs()
          && isSameMessage(message, record);
    }

    private boolean isSameMessage(final byte[] message, final AuditRecord record) {
      if (record.metadataFormat() != MetadataFormat.JOURNAL) {
        return true;
      }
      final byte[] kept = record.metadata();
      view.wrap(message);
      header.wrap(view, 0);
      final int fixed =
          Math.min(message.length, MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength());
      return kept.length >= fixed && Arrays.equals(kept, 0, fixed, message, 0, fixed);
    }

    /** Reads on, or from there; false where retention removed it. */
    private boolean load(final long position) {
      messages.clear();
      times.clear();
      try {
        if (!isPlaced
            || journal.position() >= position
            || journal.position() + MAX_STEPS < position) {
          isPlaced = false;
          journal.moveTo(position);
          isPlaced = true;
        }
        boolean isMore = true;
        while (isMore && !messages.containsKey(position)) {
          isMore = journal.poll(this::keep);
        }
        return true;
      } catch (final JournalException e) {
        if (e.kind() == JournalException.Kind.BEYOND_END) {
          return true;
        }
        if (e.kind() == JournalException.Kind.PRUNED) {
          return false;
        }
        throw e;
      }
    }

    private void keep(
        final long position,
        final long timeNs,
        final DirectBuffer buffer,
        final int offset,
        final int length) {
      final byte[] message = new byte[length];
      buffer.getBytes(offset, message);
      messages.put(position, message);
      times.put(position, timeNs);
    }
  }
}
