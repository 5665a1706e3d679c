package io.tollgate.adminapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tollgate.client.GateLocator;
import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.EngineCounters;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the counters of a real media driver. */
class EngineMetricsTest {
  @TempDir private Path directory;

  @Test
  void shouldKnowEveryCounterOfTheEngine() {
    final List<Integer> known =
        Arrays.stream(EngineMetric.values()).map(EngineMetric::typeId).toList();

    assertThat(Arrays.stream(EngineCounter.values()).map(EngineCounter::typeId))
        .containsExactlyInAnyOrderElementsOf(known);
    assertThat(EngineMetric.REFUSALS_TYPE_ID).isEqualTo(EngineCounter.REFUSALS_TYPE_ID);
    assertThat(EngineMetric.TABLE_RECORDS_TYPE_ID).isEqualTo(EngineCounter.TABLE_RECORDS_TYPE_ID);
    assertThat(EngineMetric.TABLE_CAPACITY_TYPE_ID).isEqualTo(EngineCounter.TABLE_CAPACITY_TYPE_ID);
  }

  @Test
  void shouldShowWhatTheEngineCounted() {
    final Path aeronDirectory = directory.resolve("aeron");
    final MediaDriver.Context driverContext =
        new MediaDriver.Context()
            .aeronDirectoryName(aeronDirectory.toString())
            .threadingMode(ThreadingMode.SHARED)
            .dirDeleteOnShutdown(true);
    try (MediaDriver driver = MediaDriver.launch(driverContext);
        Aeron aeron =
            Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        EngineCounters counters = EngineCounters.inDriver(aeron);
        ApiMetrics metrics = new ApiMetrics()) {
      metrics.add(new EngineCountersCollector(GateLocator.at(aeronDirectory)));
      counters.set(EngineCounter.POSITION, 1042);
      counters.set(EngineCounter.MAX_CYCLE_TIME, 1_500_000);
      counters.answered(Reason.OK.code());
      counters.answered(Reason.TAG_INVALID.code());
      counters.answered(Reason.TAG_INVALID.code());
      counters.answered(Reason.PERMISSION_NOT_GRANTED.code());
      counters.answered(Reason.BUDGET_EXCEEDED.code());
      counters.records(Table.AGENTS, 80);
      counters.capacity(Table.AGENTS, 100);

      final String text = metrics.text();

      assertThat(text)
          .contains(
              "tollgate_engine_counters_readable 1.0\n",
              "tollgate_engine_journal_position 1042.0\n",
              "tollgate_engine_longest_cycle_seconds 0.0015\n",
              "tollgate_engine_requests_total 5.0\n",
              "tollgate_engine_requests_allowed_total 1.0\n",
              "tollgate_engine_refusals_total{reason=\"TAG_INVALID\"} 2.0\n",
              "tollgate_engine_refusals_total{reason=\"BUDGET_EXCEEDED\"} 1.0\n",
              "tollgate_engine_refusals_total{reason=\"TABLE_FULL\"} 0.0\n",
              "tollgate_engine_authorization_failures_total 3.0\n",
              "tollgate_engine_table_records{table=\"agents\"} 80.0\n",
              "tollgate_engine_table_capacity{table=\"agents\"} 100.0\n",
              "tollgate_aeron_driver{counter=\"Errors\"} 0.0\n",
              "jvm_memory_used_bytes{");
      MetricsText.assertWellFormed(text);
    }
  }

  @Test
  void shouldSayWhereThereIsNoEngine() {
    try (ApiMetrics metrics = new ApiMetrics()) {
      metrics.add(new EngineCountersCollector(() -> Optional.of(directory.resolve("nothing"))));
      assertThat(metrics.text()).contains("tollgate_engine_counters_readable 0.0\n");
    }
    try (ApiMetrics metrics = new ApiMetrics()) {
      metrics.add(new EngineCountersCollector(Optional::empty));
      assertThat(metrics.text()).contains("tollgate_engine_counters_readable 0.0\n");
    }
  }

  @Test
  void shouldCountRequestsByOperationAndStatus() {
    try (ApiMetrics metrics = new ApiMetrics()) {
      metrics.answered("getAgent", 200, 2_000_000_000L);
      metrics.answered("getAgent", 404, 1_000_000_000L);

      assertThat(metrics.text())
          .contains(
              "tollgate_http_requests_seconds_count{operation=\"getAgent\",status=\"200\"} 1\n",
              "tollgate_http_requests_seconds_sum{operation=\"getAgent\",status=\"200\"} 2.0\n",
              "tollgate_http_requests_seconds_count{operation=\"getAgent\",status=\"404\"} 1\n");
    }
  }
}
