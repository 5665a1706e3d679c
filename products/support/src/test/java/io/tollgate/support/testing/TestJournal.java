package io.tollgate.support.testing;

import static org.awaitility.Awaitility.await;

import io.tollgate.journal.JournalAppender;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalContext;
import io.tollgate.journal.JournalRetention;
import io.tollgate.journal.SyncPolicy;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import java.nio.file.Path;
import java.time.Duration;
import org.agrona.MutableDirectBuffer;

/** A real journal that a test writes records into, as the engine would. */
public final class TestJournal implements AutoCloseable {
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final int BLOCK_BYTES = 1024 * 1024;
  private static final long TIME_STEP_NS = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JournalBatch batch = new JournalBatch(BATCH_BYTES);
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final JournalAppender appender;
  private final Path directory;
  private long timeNs;

  /** Opens a journal for appending, or makes one. */
  public TestJournal(final Path directory, final long firstTimeNs) {
    this.directory = directory;
    appender =
        JournalAppender.open(
            new JournalContext()
                .directory(directory)
                .syncPolicy(SyncPolicy.NONE)
                .minFreeBytes(4 * BLOCK_BYTES)
                .blockSizeBytes(BLOCK_BYTES));
    timeNs = Math.max(firstTimeNs, appender.lastTimeNs());
  }

  /** Writes one record. */
  @FunctionalInterface
  public interface Encoding {
    /** Wraps an encoder with its header, sets its fields, and answers its encodedLength(). */
    int encode(MutableDirectBuffer buffer, int offset, MessageHeaderEncoder header);
  }

  /** The engine's time of the batch that is written next, or was just written. */
  public long timeNs() {
    return timeNs;
  }

  /** Lets the engine's time pass. */
  public void advance(final long ns) {
    timeNs += ns;
  }

  /** Begins a batch. */
  public void begin() {
    timeNs += TIME_STEP_NS;
    batch.begin(appender.lastBatchSequence() + 1, appender.lastPosition() + 1, timeNs);
  }

  /** Adds a record to the batch. */
  public void add(final Encoding encoding) {
    final int length = encoding.encode(batch.buffer(), batch.nextFrameOffset(), header);
    batch.endFrame(MessageHeaderEncoder.ENCODED_LENGTH + length);
  }

  /** Appends the batch; the position of its last record. */
  public long end() {
    appender.append(batch);
    return appender.lastPosition();
  }

  /** Appends a batch of one record; its position. */
  public long append(final Encoding encoding) {
    begin();
    add(encoding);
    return end();
  }

  /**
   * Lets retention remove the hours before that of the last record, up to a position, as soon as
   * nobody has them open: Chronicle closes files behind its user's back.
   */
  public void prune(final long passed) {
    final JournalRetention retention = new JournalRetention(directory, appender, 0);
    retention.register("test", () -> passed);
    await().atMost(PATIENCE).until(() -> !retention.run().isEmpty());
  }

  @Override
  public void close() {
    appender.close();
  }
}
