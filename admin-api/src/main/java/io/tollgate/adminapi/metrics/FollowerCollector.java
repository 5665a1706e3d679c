package io.tollgate.adminapi.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tollgate.adminapi.health.JournalFollower;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the journal's followers have come, asked at each scrape. One whose position is not known
 * is left out.
 */
public final class FollowerCollector implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(FollowerCollector.class);

  private final List<JournalFollower> followers;

  /** Of these followers. */
  public FollowerCollector(final List<JournalFollower> followers) {
    this.followers = List.copyOf(followers);
  }

  @Override
  public MetricSnapshots collect() {
    final GaugeSnapshot.Builder positions =
        GaugeSnapshot.builder()
            .name("tollgate_journal_follower_position")
            .help("Up to which record a follower of the journal has applied it.");
    for (final JournalFollower follower : followers) {
      try {
        positions.dataPoint(
            GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of("follower", follower.name()))
                .value((double) follower.position().getAsLong())
                .build());
      } catch (final RuntimeException unavailable) {
        LOG.debug("the position of {} is not known", follower.name(), unavailable);
      }
    }
    return new MetricSnapshots(positions.build());
  }
}
