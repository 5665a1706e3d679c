package io.tollgate.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NoiseCheckTest {
  @Test
  void shouldAnswerEveryMicrosecondOfEveryThread() throws InterruptedException {
    final List<JitterMeter> meters = JitterMeter.watch(2, TimeUnit.MILLISECONDS.toNanos(20));

    assertThat(meters).hasSize(2);
    for (final JitterMeter meter : meters) {
      assertThat(meter.waits().getTotalCount()).isEqualTo(meter.watchedNs() / 1_000);
      assertThat(meter.watchedNs()).isGreaterThanOrEqualTo(20_000_000);
    }
  }

  @Test
  void shouldTellWhatCanBeSeenOfTheMachine() {
    assertThat(Environment.read(Path.of(".")).facts())
        .containsKeys("CPU", "Kernel", "JDK", "JVM options", "Load average", "Source")
        .doesNotContainValue("");
  }
}
