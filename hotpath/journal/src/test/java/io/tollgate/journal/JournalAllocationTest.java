package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Counts rounds of many batches in which nothing at all was allocated. A few rounds are not clean:
 * the compiler at work, and the 288 bytes that Chronicle makes anew after a collection has cleared
 * its weak thread-locals.
 */
class JournalAllocationTest {
  private static final int BATCHES = 2_000;
  private static final int ROUNDS = 21;

  private final JournalFixture fixture = new JournalFixture();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long records;

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void shouldAppendWithoutAllocating(final SyncPolicy policy) {
    final JournalContext context =
        fixture.context().syncPolicy(policy).blockSizeBytes(1 << 26).minFreeBytes(1 << 27);
    try (JournalAppender appender = JournalAppender.open(context)) {
      assertThat(cleanRounds(() -> append(appender))).isGreaterThan(ROUNDS / 2);
    }
  }

  @Test
  void shouldReadWithoutAllocating() {
    try (JournalAppender appender = JournalAppender.open(fixture.context());
        JournalReader reader = JournalReader.open(fixture.directory())) {
      final RecordHandler handler = (position, timeNs, buffer, offset, length) -> records++;
      for (int i = 0; i < ROUNDS; i++) {
        append(appender);
      }
      assertThat(cleanRounds(() -> poll(reader, handler))).isGreaterThan(ROUNDS / 2);
      assertThat(records).isEqualTo(appender.lastPosition());
    }
  }

  private int cleanRounds(final Runnable round) {
    int clean = 0;
    for (int i = 0; i < ROUNDS; i++) {
      final long before = threads.getCurrentThreadAllocatedBytes();
      round.run();
      if (threads.getCurrentThreadAllocatedBytes() == before) {
        clean++;
      }
    }
    return clean;
  }

  private void append(final JournalAppender appender) {
    for (int i = 0; i < BATCHES; i++) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 1 + i % 4));
    }
  }

  private static void poll(final JournalReader reader, final RecordHandler handler) {
    for (int i = 0; i < BATCHES; i++) {
      reader.poll(handler);
    }
  }
}
