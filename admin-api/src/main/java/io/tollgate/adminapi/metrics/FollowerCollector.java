package io.tollgate.adminapi.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tollgate.adminapi.health.JournalFollower;
import io.tollgate.support.consumer.ConsumerState;
import io.tollgate.support.consumer.StatusFile;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the journal's followers have come and how they are, asked at each scrape. What is not
 * known of one is left out.
 */
public final class FollowerCollector implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(FollowerCollector.class);
  private static final String FOLLOWER = "follower";
  private static final double NS_PER_SECOND = 1e9;

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
    final GaugeSnapshot.Builder states =
        GaugeSnapshot.builder()
            .name("tollgate_journal_follower_state")
            .help("1 for the state that a follower of the journal is in, else 0.");
    final GaugeSnapshot.Builder times =
        GaugeSnapshot.builder()
            .name("tollgate_journal_follower_status_timestamp_seconds")
            .help("When a follower of the journal last said how it is.");
    final GaugeSnapshot.Builder lags =
        GaugeSnapshot.builder()
            .name("tollgate_journal_follower_lag_seconds")
            .help("Age of the last record that a follower applied, while there are more to apply.");
    final CounterSnapshot.Builder failures =
        CounterSnapshot.builder()
            .name("tollgate_journal_follower_failures")
            .help("How often a follower of the journal failed since it was started.");
    for (final JournalFollower follower : followers) {
      final Labels labels = Labels.of(FOLLOWER, follower.name());
      addPosition(positions, follower, labels);
      follower
          .said()
          .get()
          .ifPresent(
              said -> {
                addStates(states, labels, said.status().state());
                times.dataPoint(point(labels, said.timeNs() / NS_PER_SECOND));
                lags.dataPoint(point(labels, said.status().lagNs() / NS_PER_SECOND));
                failures.dataPoint(failuresOf(labels, said));
              });
    }
    return new MetricSnapshots(
        positions.build(), states.build(), times.build(), lags.build(), failures.build());
  }

  private static void addPosition(
      final GaugeSnapshot.Builder positions, final JournalFollower follower, final Labels labels) {
    try {
      positions.dataPoint(point(labels, (double) follower.position().getAsLong()));
    } catch (final RuntimeException unavailable) {
      LOG.debug("the position of {} is not known", follower.name(), unavailable);
    }
  }

  private static void addStates(
      final GaugeSnapshot.Builder states, final Labels labels, final ConsumerState state) {
    for (final ConsumerState each : ConsumerState.values()) {
      states.dataPoint(
          point(labels.add("state", each.name().toLowerCase(Locale.ROOT)), each == state ? 1 : 0));
    }
  }

  private static CounterSnapshot.CounterDataPointSnapshot failuresOf(
      final Labels labels, final StatusFile.Said said) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .labels(labels)
        .value((double) said.status().failures())
        .build();
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(
      final Labels labels, final double value) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}
