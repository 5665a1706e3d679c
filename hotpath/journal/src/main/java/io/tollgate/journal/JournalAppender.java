package io.tollgate.journal;

import io.tollgate.journal.JournalException.Kind;
import java.io.IOException;
import org.agrona.CloseHelper;

/**
 * Appends batches to the journal, each as one document, and allocates nothing while doing so. There
 * is one appender of a journal at a time, in any process. It may be handed from the thread that
 * opened it to the one that uses it, but is for one thread at a time; {@link #space()} and {@link
 * #forcedPosition()} are for any thread.
 */
public final class JournalAppender implements AutoCloseable {
  private final JournalContext context;
  private final JournalLock lock;
  private final JournalSpace space;
  private final JournalForce force;
  private final JournalMaintenance maintenance;
  private final DocumentWriter writer;
  private final boolean forcesEveryBatch;
  private long lastBatchSequence;
  private long lastPosition;
  private long lastTimeNs;
  private boolean isFailed;
  private boolean isClosed;

  private JournalAppender(
      final JournalContext context,
      final JournalLock lock,
      final JournalTail tail,
      final DocumentWriter writer) {
    this.context = context;
    this.lock = lock;
    this.writer = writer;
    lastBatchSequence = tail.batchSequence();
    lastPosition = tail.position();
    lastTimeNs = tail.timeNs();
    space = writer.space();
    force = writer.force();
    maintenance = new JournalMaintenance(context, space, force, writer.reserve());
    forcesEveryBatch = context.syncPolicy() == SyncPolicy.EVERY_BATCH;
  }

  /**
   * Opens the journal for appending, and creates it where there is none. What a killed appender
   * left unfinished is cleared away first, without waiting for anybody.
   *
   * @throws JournalException LOCKED where it is open already, CORRUPT where its end is damaged,
   *     DISK_FULL where there is no room to create it, UNAVAILABLE where its files cannot be used
   */
  public static JournalAppender open(final JournalContext context) {
    context.conclude();
    JournalLock lock = null;
    DocumentWriter writer = null;
    try {
      JournalFiles.createPrivate(context.directory());
      lock = JournalLock.take(context.directory());
      final JournalTail tail = JournalTail.prepare(context.directory());
      writer = DocumentWriter.open(context, tail);
      final JournalAppender appender = new JournalAppender(context, lock, tail, writer);
      appender.maintenance.start();
      return appender;
    } catch (final JournalException e) {
      CloseHelper.quietCloseAll(writer, lock);
      throw e;
    } catch (final IOException | RuntimeException e) {
      CloseHelper.quietCloseAll(writer, lock);
      throw new JournalException(
          Kind.UNAVAILABLE, "the journal in " + context.directory() + " cannot be opened", e);
    }
  }

  /**
   * Appends a batch. When this returns, every reader can see it and a crash of the process does not
   * lose it; when a power failure no longer loses it, the sync policy says.
   *
   * @param batch with at least one record, whose sequence and first position follow on the last and
   *     whose time is not before the last
   * @throws JournalException where it is not appended: DISK_FULL, REFUSED or UNAVAILABLE, and the
   *     journal is as it was; FAILED, and the appender takes no more batches, because it is not
   *     known whether this one will last
   */
  public void append(final JournalBatch batch) {
    check(batch);
    batch.seal();
    try {
      writer.write(batch);
    } catch (final JournalException e) {
      isFailed = e.kind() == Kind.FAILED;
      throw e;
    } catch (final InternalError e) {
      // How the JVM reports that the disk had no room for a mapped page after all.
      isFailed = true;
      throw new JournalException(Kind.FAILED, "a page of the journal could not be written", e);
    }
    lastBatchSequence = batch.batchSequence();
    lastPosition = batch.lastPosition();
    lastTimeNs = batch.timeNs();
    force.onAppended(lastPosition);
    if (forcesEveryBatch) {
      forceNow();
    }
  }

  /**
   * Does what can be done before the next batch is there, so that its append takes less time.
   * Called or not, nothing else changes.
   */
  public void prepare() {
    if (!isFailed && !isClosed) {
      writer.prepare();
    }
  }

  private void check(final JournalBatch batch) {
    if (isFailed || isClosed) {
      throw new JournalException(Kind.FAILED, "the appender takes no more batches");
    }
    if (maintenance.failure() != null) {
      isFailed = true;
      throw new JournalException(
          Kind.FAILED, "the journal's own thread failed", maintenance.failure());
    }
    if (batch.isEmpty() || batch.length() > context.maxBatchBytes()) {
      throw refused(
          batch, "has " + batch.recordCount() + " records in " + batch.length() + " bytes");
    }
    if (batch.batchSequence() != lastBatchSequence + 1) {
      throw refused(batch, "follows batch " + lastBatchSequence);
    }
    if (batch.firstPosition() != lastPosition + 1) {
      throw refused(
          batch, "begins at position " + batch.firstPosition() + " after " + lastPosition);
    }
    if (batch.timeNs() < lastTimeNs) {
      throw refused(batch, "is of " + batch.timeNs() + ", before " + lastTimeNs);
    }
    if (space.isLow()) {
      throw new JournalException(
          Kind.DISK_FULL, "only " + space.usableBytes() + " bytes are left for the journal");
    }
  }

  private static JournalException refused(final JournalBatch batch, final String why) {
    return new JournalException(Kind.REFUSED, "batch " + batch.batchSequence() + " " + why);
  }

  private void forceNow() {
    try {
      force.force();
    } catch (final IOException e) {
      isFailed = true;
      throw new JournalException(Kind.FAILED, "the journal could not be forced to the disk", e);
    }
  }

  /** Position of the last record; 0 where there is none. */
  public long lastPosition() {
    return lastPosition;
  }

  /** Sequence of the last batch; 0 where there is none. */
  public long lastBatchSequence() {
    return lastBatchSequence;
  }

  /** Time of the last batch, epoch nanoseconds UTC; 0 where there is none. */
  public long lastTimeNs() {
    return lastTimeNs;
  }

  /** Chronicle index of the last batch this appender appended; -1 where it has not appended one. */
  public long lastIndex() {
    return writer.lastIndex();
  }

  /**
   * The last position known to be safe from power failure; under {@link SyncPolicy#NONE} always 0.
   * For any thread.
   */
  public long forcedPosition() {
    return force.forcedPosition();
  }

  /** The room left on the disk, which the engine asks before it decides. For any thread. */
  public JournalSpace space() {
    return space;
  }

  /** The longest batch it takes, bytes: for {@link JournalBatch#JournalBatch(int)}. */
  public int maxBatchBytes() {
    return context.maxBatchBytes();
  }

  /**
   * Lets readers know, after roll files were removed, which one is now the first. For any thread.
   */
  void refreshFiles() {
    writer.refreshFiles();
  }

  /** Forces, unless under {@link SyncPolicy#NONE}, and gives the journal back. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    maintenance.close();
    try {
      if (context.syncPolicy() != SyncPolicy.NONE && !isFailed) {
        force.force();
      }
    } catch (final IOException e) {
      throw new JournalException(Kind.FAILED, "the journal could not be forced to the disk", e);
    } finally {
      CloseHelper.quietCloseAll(writer, force, lock);
    }
  }
}
