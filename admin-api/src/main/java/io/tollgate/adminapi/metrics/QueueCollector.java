package io.tollgate.adminapi.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tollgate.adminapi.queue.WriteQueue;
import io.tollgate.adminapi.queue.WriteState.State;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How many writes wait, and for how long, asked at each scrape. */
public final class QueueCollector implements MultiCollector {
  private static final double MS_A_SECOND = TimeUnit.SECONDS.toMillis(1);

  private final WriteQueue queue;

  /** Of a queue. */
  public QueueCollector(final WriteQueue queue) {
    this.queue = queue;
  }

  @Override
  public MetricSnapshots collect() {
    final GaugeSnapshot.Builder writes =
        GaugeSnapshot.builder()
            .name("tollgate_queued_writes")
            .help("Writes that wait, and those of the last 24 hours that were done or given up.");
    for (final State state : State.values()) {
      writes.dataPoint(
          GaugeSnapshot.GaugeDataPointSnapshot.builder()
              .labels(Labels.of("state", state.name().toLowerCase(Locale.ROOT)))
              .value((double) queue.count(state))
              .build());
    }
    return new MetricSnapshots(
        writes.build(),
        GaugeSnapshot.builder()
            .name("tollgate_queue_files_aside")
            .help("Files of queued writes that could not be read and were put away.")
            .dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .value((double) queue.filesAside())
                    .build())
            .build(),
        GaugeSnapshot.builder()
            .name("tollgate_queued_writes_oldest_seconds")
            .help("How long the oldest write that waits has waited.")
            .dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .value(queue.oldestWait().toMillis() / MS_A_SECOND)
                    .build())
            .build());
  }
}
