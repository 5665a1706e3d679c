package io.tollgate.engine.infra.recovery;

import io.tollgate.journal.JournalReader;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * Reads a journal in a thread of its own, checks it, and hands its records on in chunks, so that
 * one core reads ahead while another applies.
 */
final class RecordFeed implements AutoCloseable {
  private static final int CHUNKS = 4;
  private static final long CLOSE_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(30);

  private final Path journal;
  private final long lastPosition;
  private final BlockingQueue<RecordChunk> empty = new LinkedBlockingQueue<>();
  private final BlockingQueue<RecordChunk> full = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean isClosed;
  private RecordChunk chunk;

  /**
   * Begins to read.
   *
   * @param journal its directory.
   * @param lastPosition at or after which to stop, at the end of a batch.
   */
  RecordFeed(final Path journal, final long lastPosition) {
    this.journal = journal;
    this.lastPosition = lastPosition;
    for (int i = 0; i < CHUNKS; i++) {
      empty.add(new RecordChunk());
    }
    thread = new Thread(this::run, "tollgate-replay-reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    chunk = takeEmpty();
    RuntimeException failure = null;
    try (JournalReader reader = JournalReader.open(journal)) {
      while (!isClosed && reader.position() < lastPosition && reader.poll(this::onRecord)) {
        chunk.endBatch();
        if (chunk.isFull()) {
          handOn();
        }
      }
    } catch (final RuntimeException e) {
      failure = e;
    }
    chunk.markLast(failure);
    full.add(chunk);
  }

  private void onRecord(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    if (!chunk.hasRoomFor(length)) {
      handOn();
    }
    chunk.add(position, timeNs, buffer, offset, length);
  }

  private void handOn() {
    full.add(chunk);
    chunk = takeEmpty();
  }

  private RecordChunk takeEmpty() {
    final RecordChunk taken = take(empty);
    taken.clear();
    return taken;
  }

  /** The next chunk; nothing may be taken after one that is last. */
  RecordChunk take() {
    return take(full);
  }

  /** Gives a chunk back that was applied. */
  void giveBack(final RecordChunk applied) {
    empty.add(applied);
  }

  private static RecordChunk take(final BlockingQueue<RecordChunk> from) {
    try {
      return from.take();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during a replay", e);
    }
  }

  /** Ends the reading, wherever it is. */
  @Override
  public void close() {
    isClosed = true;
    for (int i = 0; i < CHUNKS; i++) {
      empty.add(new RecordChunk());
    }
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
