package io.tollgate.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class CallSamplerTest {
  @Test
  void shouldTimeEachCallOnceAndUseWhatItGave() {
    final int[] calls = new int[1];
    final CallSampler sampler = new CallSampler(100, 1_000);

    final Histogram histogram =
        sampler.sample(
            turn -> {
              calls[0]++;
              return 1;
            });

    assertThat(histogram.getTotalCount()).isEqualTo(1_000);
    assertThat(calls[0]).isEqualTo(2 * 100 + 1_000);
    assertThat(sampler.sink()).isGreaterThanOrEqualTo(1_200);
  }
}
