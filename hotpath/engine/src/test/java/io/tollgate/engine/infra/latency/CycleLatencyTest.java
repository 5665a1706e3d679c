package io.tollgate.engine.infra.latency;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tollgate.latency.Timed;
import io.tollgate.latency.TimedHistograms;
import io.tollgate.sbe.gate.AppendEventDecoder;
import io.tollgate.sbe.gate.BulkCheckDecoder;
import io.tollgate.sbe.gate.CheckDecoder;
import io.tollgate.sbe.gate.CommitDecoder;
import io.tollgate.sbe.gate.ConsumeDecoder;
import io.tollgate.sbe.gate.RegisterAgentDecoder;
import io.tollgate.sbe.gate.ReleaseDecoder;
import io.tollgate.sbe.gate.ReserveDecoder;
import io.tollgate.sbe.gate.StatusQueryDecoder;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CycleLatencyTest {
  private static final int LEAST_CYCLES = 200_000;
  private static final int LEAST_EXCHANGES = 50;

  private final CycleLatency latency = new CycleLatency();

  @Test
  void shouldGiveEveryRequestTheTimeOfItsCycle() {
    latency.start(1_000);
    latency.cycle(2_000);
    latency.decided(CheckDecoder.TEMPLATE_ID);
    latency.decided(CheckDecoder.TEMPLATE_ID);
    latency.decided(CommitDecoder.TEMPLATE_ID);
    latency.cycle(2_100);
    latency.decided(CheckDecoder.TEMPLATE_ID);
    latency.cycle(2_120);

    final TimedHistograms times = latency.unfinished();
    assertThat(times.of(Timed.CHECK).getCountAtValue(100)).isEqualTo(2);
    assertThat(times.of(Timed.CHECK).getCountAtValue(20)).isEqualTo(1);
    assertThat(times.of(Timed.CHECK).getTotalCount()).isEqualTo(3);
    assertThat(times.of(Timed.COMMIT).getCountAtValue(100)).isEqualTo(1);
    assertThat(times.of(Timed.COMMIT).getTotalCount()).isEqualTo(1);
  }

  @Test
  void shouldBoundTheWaitByTheCycleBefore() {
    latency.start(0);
    latency.cycle(700);
    latency.decided(ReserveDecoder.TEMPLATE_ID);
    latency.decided(ReserveDecoder.TEMPLATE_ID);
    latency.cycle(750);

    final Histogram wait = latency.unfinished().of(Timed.WAIT);
    assertThat(wait.getTotalCount()).isEqualTo(2);
    assertThat(wait.getCountAtValue(700)).isEqualTo(2);
  }

  @Test
  void shouldRecordNothingOfCyclesThatDecidedNothing() {
    latency.start(0);
    for (int i = 1; i < 100; i++) {
      latency.cycle(i * 50L);
    }

    for (final Timed timed : Timed.values()) {
      assertThat(latency.unfinished().of(timed).getTotalCount()).isZero();
    }
  }

  @Test
  void shouldTellTheOperationsApart() {
    final Map<Integer, Timed> expected =
        Map.of(
            CheckDecoder.TEMPLATE_ID, Timed.CHECK,
            BulkCheckDecoder.TEMPLATE_ID, Timed.BULK_CHECK,
            ConsumeDecoder.TEMPLATE_ID, Timed.CONSUME,
            ReserveDecoder.TEMPLATE_ID, Timed.RESERVE,
            CommitDecoder.TEMPLATE_ID, Timed.COMMIT,
            ReleaseDecoder.TEMPLATE_ID, Timed.RELEASE,
            RegisterAgentDecoder.TEMPLATE_ID, Timed.COMMAND,
            AppendEventDecoder.TEMPLATE_ID, Timed.COMMAND,
            StatusQueryDecoder.TEMPLATE_ID, Timed.QUERY);

    expected.forEach(
        (templateId, timed) -> {
          final long before = latency.unfinished().of(timed).getTotalCount();
          latency.decided(templateId);
          latency.cycle(10);
          assertThat(latency.unfinished().of(timed).getTotalCount()).isEqualTo(before + 1);
        });
  }

  @Test
  void shouldTakeTimesThatNoClockShouldGive() {
    latency.start(0);
    latency.decided(CheckDecoder.TEMPLATE_ID);
    latency.cycle(-5);
    latency.decided(CheckDecoder.TEMPLATE_ID);
    latency.cycle(Long.MAX_VALUE / 2);

    final Histogram checks = latency.unfinished().of(Timed.CHECK);
    assertThat(checks.getTotalCount()).isEqualTo(2);
    assertThat(checks.getMinValue()).isZero();
    assertThat(checks.getMaxValue()).isGreaterThanOrEqualTo(TimedHistograms.MAX_NS);
  }

  @Test
  @Timeout(60)
  void shouldLoseNothingWhileAnotherThreadReads() throws InterruptedException {
    final AtomicBoolean over = new AtomicBoolean();
    final AtomicInteger exchanges = new AtomicInteger();
    final TimedHistograms sum = new TimedHistograms();
    final Thread reader = new Thread(() -> read(over, exchanges, sum));
    reader.start();
    int cycles = 0;
    while (cycles < LEAST_CYCLES || exchanges.get() < LEAST_EXCHANGES) {
      cycles++;
      latency.decided(CheckDecoder.TEMPLATE_ID);
      latency.decided(CheckDecoder.TEMPLATE_ID);
      latency.decided(ReserveDecoder.TEMPLATE_ID);
      latency.cycle(cycles * 400L);
    }
    over.set(true);
    reader.join();
    sum.add(latency.unfinished());

    assertThat(sum.of(Timed.CHECK).getTotalCount()).isEqualTo(2L * cycles);
    assertThat(sum.of(Timed.CHECK).getCountAtValue(400)).isEqualTo(2L * cycles);
    assertThat(sum.of(Timed.RESERVE).getTotalCount()).isEqualTo(cycles);
    assertThat(sum.of(Timed.WAIT).getTotalCount()).isEqualTo(3L * cycles);
  }

  private void read(
      final AtomicBoolean over, final AtomicInteger exchanges, final TimedHistograms sum) {
    while (!over.get()) {
      latency.exchange();
      while (!latency.isExchanged() && !over.get()) {
        Thread.onSpinWait();
      }
      if (latency.isExchanged()) {
        sum.add(latency.filled());
        exchanges.incrementAndGet();
      }
    }
  }

  @Test
  void shouldAllocateNothingWhileItRecords() {
    record(100_000);
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    final long before = threads.getCurrentThreadAllocatedBytes();
    record(100_000);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  private void record(final int cycles) {
    for (int i = 1; i <= cycles; i++) {
      latency.decided(CheckDecoder.TEMPLATE_ID);
      latency.decided(CommitDecoder.TEMPLATE_ID);
      latency.cycle(i * (long) i);
      if (i % 1_000 == 0) {
        latency.exchange();
      }
    }
  }
}
