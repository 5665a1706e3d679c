package io.tollgate.journal;

import java.nio.file.Path;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** Opens Chronicle queues the way the journal needs them. */
final class JournalQueues {
  /**
   * What Chronicle waits for where it finds a file that another process has begun and not finished,
   * milliseconds.
   */
  private static final long TIMEOUT_MS = 500;

  static {
    // Telemetry is also off by a missing jar and a JVM option; this holds where neither was thought
    // of.
    System.setProperty("chronicle.analytics.disable", "true");
  }

  private JournalQueues() {}

  static SingleChronicleQueue forAppending(final JournalContext context, final TimeProvider clock) {
    return builder(context.directory(), context.rollCycle(), context.blockSizeBytes())
        .timeProvider(clock)
        .build();
  }

  static SingleChronicleQueue forReading(
      final Path directory, final RollCycle rollCycle, final int blockSizeBytes) {
    return builder(directory, rollCycle, blockSizeBytes).readOnly(true).build();
  }

  private static SingleChronicleQueueBuilder builder(
      final Path directory, final RollCycle rollCycle, final int blockSizeBytes) {
    return SingleChronicleQueueBuilder.binary(directory)
        .rollCycle(rollCycle)
        .blockSize(blockSizeBytes)
        .timeoutMS(TIMEOUT_MS);
  }
}
