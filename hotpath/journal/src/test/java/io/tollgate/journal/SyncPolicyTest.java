package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncPolicyTest {
  private final JournalFixture fixture = new JournalFixture();

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  @Test
  void shouldForceBeforeTheAppendReturns() {
    try (JournalAppender appender =
        JournalAppender.open(fixture.context().syncPolicy(SyncPolicy.EVERY_BATCH))) {
      for (int hour = 0; hour < 3; hour++) {
        appender.append(
            fixture.nextBatch(
                appender, JournalFixture.START_NS + hour * JournalFixture.HOUR_NS, 2));
        assertThat(appender.forcedPosition()).isEqualTo(appender.lastPosition());
      }
    }
  }

  @Test
  void shouldForceInTheBackground() {
    try (JournalAppender appender =
        JournalAppender.open(fixture.context().syncPolicy(SyncPolicy.INTERVAL).syncIntervalMs(1))) {
      fixture.appendHours(appender, 3, 10);
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> appender.forcedPosition() == appender.lastPosition());
    }
  }

  @Test
  void shouldNotForce() {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      fixture.appendHours(appender, 2, 10);
      assertThat(appender.forcedPosition()).isZero();
    }
  }
}
