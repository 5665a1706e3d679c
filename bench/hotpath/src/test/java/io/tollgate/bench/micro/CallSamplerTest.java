package io.tollgate.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class CallSamplerTest {
  @Test
  void shouldTimeEachCallOnceAndUseWhatItGave() {
    final CountingCall call = new CountingCall();
    final CallSampler sampler = new CallSampler(100, 1_000);

    final Histogram histogram = sampler.sample(call);

    assertThat(histogram.getTotalCount()).isEqualTo(1_000);
    assertThat(call.prepared).isEqualTo(100 + 1_000);
    assertThat(call.called).isEqualTo(100 + 1_000);
    assertThat(sampler.sink()).isGreaterThanOrEqualTo(1_100);
  }

  private static final class CountingCall implements CallSampler.Call {
    private int prepared;
    private int called;

    @Override
    public void prepare(final int turn) {
      prepared++;
    }

    @Override
    public long call() {
      called++;
      return 1;
    }
  }
}
