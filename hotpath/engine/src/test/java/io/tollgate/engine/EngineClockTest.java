package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineClockTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  private long monotonicNs = 5_000;
  private long wallMs = 1_000;

  private EngineClock clock(final long notBeforeNs) {
    return new EngineClock(() -> monotonicNs, () -> wallMs, notBeforeNs);
  }

  private void pass(final long ns) {
    monotonicNs += ns;
    wallMs += ns / MS;
  }

  @Test
  void shouldRunWithTheMonotonicClock() {
    final EngineClock clock = clock(0);
    pass(7 * MS);
    assertThat(clock.nanoTime()).isEqualTo(1_007 * MS);
  }

  @Test
  void shouldFollowWallClockThatWasPutForward() {
    final EngineClock clock = clock(0);
    wallMs += 60_000;
    pass(SECOND);
    assertThat(clock.nanoTime()).isEqualTo(wallMs * MS);
  }

  @Test
  void shouldRunSlowlyAndNeverBackAfterWallClockWasPutBack() {
    final EngineClock clock = clock(0);
    wallMs += 10_000;
    pass(SECOND);
    long last = clock.nanoTime();
    wallMs -= 10_000;
    pass(SECOND);
    clock.nanoTime();
    for (int i = 0; i < 100; i++) {
      pass(SECOND);
      final long now = clock.nanoTime();
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
    }
    assertThat(last - wallMs * MS).isBetween(-2 * MS, SECOND);
  }

  @Test
  void shouldNotStartBeforeTheJournalsNewestTime() {
    final long newest = 9_999 * MS;
    final EngineClock clock = clock(newest);
    pass(MS);
    assertThat(clock.nanoTime()).isGreaterThanOrEqualTo(newest);
  }

  @Test
  void shouldCountStepsOfTheWallClockAndNoDrift() {
    final EngineClock clock = clock(0);
    wallMs += 60_000;
    pass(SECOND);
    clock.nanoTime();
    assertThat(clock.stepsForward()).isEqualTo(1);
    assertThat(clock.aheadNs()).isZero();
    wallMs -= 20_000;
    pass(SECOND);
    clock.nanoTime();
    assertThat(clock.stepsBack()).isEqualTo(1);
    assertThat(clock.aheadNs()).isEqualTo(20 * SECOND);
    for (int i = 0; i < 10; i++) {
      wallMs += i % 2;
      pass(SECOND);
      clock.nanoTime();
    }
    assertThat(clock.stepsForward()).isEqualTo(1);
    assertThat(clock.stepsBack()).isEqualTo(1);
  }

  @Test
  void shouldTellLengthsOfTimeThatNoStepChanges() {
    final EngineClock clock = clock(0);
    clock.nanoTime();
    final long before = clock.monotonicNs();
    wallMs += 3_600_000;
    pass(SECOND);
    clock.nanoTime();
    assertThat(clock.monotonicNs() - before).isEqualTo(SECOND);
  }
}
