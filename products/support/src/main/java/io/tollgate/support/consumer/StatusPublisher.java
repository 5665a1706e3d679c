package io.tollgate.support.consumer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.agrona.CloseHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a follower's status where it changed its state, and else now and then. One thread. */
final class StatusPublisher implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(StatusPublisher.class);
  private static final long EVERY_NS = Duration.ofMillis(500).toNanos();

  private final Path directory;
  private final String name;
  private StatusFile file;
  private ConsumerState published;
  private long publishedNs;
  private boolean isMuted;

  StatusPublisher(final Path directory, final String name) {
    this.directory = directory;
    this.name = name;
  }

  /** Whether it is time to publish. */
  boolean isDue(final ConsumerState state) {
    return state != published || System.nanoTime() - publishedNs >= EVERY_NS;
  }

  /** Publishes; where that fails, following goes on, and it is tried again. */
  void publish(final ConsumerStatus status) {
    published = status.state();
    publishedNs = System.nanoTime();
    try {
      if (file == null) {
        file = StatusFile.create(directory, name);
      }
      final Instant now = Instant.now();
      file.write(status, now.getEpochSecond() * 1_000_000_000L + now.getNano());
      isMuted = false;
    } catch (final IOException e) {
      CloseHelper.quietClose(file);
      file = null;
      if (!isMuted) {
        isMuted = true;
        LOGGER.warn("the status of {} cannot be written", name, e);
      }
    }
  }

  @Override
  public void close() {
    CloseHelper.quietClose(file);
    file = null;
  }
}
