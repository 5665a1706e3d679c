package io.tollgate.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SendScheduleTest {
  private static final long START_NS = -7_000_000_000L;

  @Test
  void shouldSpreadRequestsEvenlyOverEverySecond() {
    final SendSchedule schedule = new SendSchedule(START_NS, 4, 2);
    assertThat(schedule.total()).isEqualTo(8);
    assertThat(schedule.intendedNs(0)).isEqualTo(START_NS);
    assertThat(schedule.intendedNs(1)).isEqualTo(START_NS + 250_000_000);
    assertThat(schedule.intendedNs(7)).isEqualTo(START_NS + 1_750_000_000);
    assertThat(schedule.endNs()).isEqualTo(START_NS + 2_000_000_000);
  }

  @Test
  void shouldNotDriftWhereTheRateDividesNoSecond() {
    final SendSchedule schedule = new SendSchedule(0, 3, 600);
    assertThat(schedule.intendedNs(3 * 599)).isEqualTo(599_000_000_000L);
  }

  @Test
  void shouldKeepTheLastRequestOfTheLongestRunWithinIt() {
    final SendSchedule schedule =
        new SendSchedule(0, SendSchedule.MAX_RATE, SendSchedule.MAX_SECONDS);
    assertThat(schedule.intendedNs(schedule.total() - 1)).isEqualTo(schedule.endNs() - 100);
  }

  @Test
  void shouldRefuseWhatHasNoBound() {
    assertThatThrownBy(() -> new SendSchedule(0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SendSchedule(0, SendSchedule.MAX_RATE + 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SendSchedule(0, 1, SendSchedule.MAX_SECONDS + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
