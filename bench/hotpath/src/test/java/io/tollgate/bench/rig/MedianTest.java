package io.tollgate.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void shouldTakeTheTurnInTheMiddleByRatio() {
    final Median.Turns turns = new Median.Turns();
    turns.add(900, 300);
    turns.add(200, 100);
    turns.add(5_000, 1_000);
    assertThat(turns.middle()).isEqualTo(new Median(900, 300));
    assertThat(turns.middle().ratio()).isEqualTo(3);
  }

  @Test
  void shouldTakeTheWorseOfTwo() {
    final Median.Turns turns = new Median.Turns();
    turns.add(300, 100);
    turns.add(200, 100);
    assertThat(turns.middle()).isEqualTo(new Median(300, 100));
  }
}
