package io.tollgate.adminapi.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tollgate.audit.log.Admission;
import io.tollgate.audit.log.Admissions;
import io.tollgate.audit.log.AuditLogException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the audit logs ever admitted, read at each scrape; nothing where they cannot be read. */
public final class AuditGapCollector implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(AuditGapCollector.class);
  private static final double NS_PER_SECOND = 1e9;

  private final Path logs;

  /** Of the logs below a directory. */
  public AuditGapCollector(final Path logs) {
    this.logs = logs;
  }

  @Override
  public MetricSnapshots collect() {
    final List<Admission> all;
    try {
      all = Admissions.in(logs);
    } catch (final AuditLogException e) {
      LOG.debug("what the audit logs admitted cannot be read", e);
      return new MetricSnapshots();
    }
    final GaugeSnapshot.Builder gaps =
        GaugeSnapshot.builder()
            .name("tollgate_audit_gaps")
            .help("Gaps that the audit logs admitted by a signed record, each counted once.");
    final GaugeSnapshot.Builder records =
        GaugeSnapshot.builder()
            .name("tollgate_audit_gap_records")
            .help("Journal positions within those gaps.");
    final GaugeSnapshot.Builder newest =
        GaugeSnapshot.builder()
            .name("tollgate_audit_last_gap_timestamp_seconds")
            .help("When the newest gap was admitted; 0 for never.");
    for (final Admission.Kind kind : Admission.Kind.values()) {
      final Labels labels = Labels.of("kind", kind.name().toLowerCase(Locale.ROOT));
      final List<Admission> ofKind = all.stream().filter(it -> it.kind() == kind).toList();
      final long[] sums = united(ofKind);
      gaps.dataPoint(point(labels, (double) sums[0]));
      records.dataPoint(point(labels, (double) sums[1]));
      newest.dataPoint(
          point(
              labels,
              ofKind.stream().mapToLong(Admission::timeNs).max().orElse(0) / NS_PER_SECOND));
    }
    return new MetricSnapshots(gaps.build(), records.build(), newest.build());
  }

  /** Each log admits what it lacks itself: how many ranges that is, and how many positions. */
  private static long[] united(final List<Admission> admissions) {
    final List<Admission> sorted =
        admissions.stream().sorted(Comparator.comparingLong(Admission::first)).toList();
    long ranges = 0;
    long positions = 0;
    long end = 0;
    for (final Admission it : sorted) {
      if (it.first() > end) {
        ranges++;
      }
      positions += Math.max(0, it.last() - Math.max(it.first() - 1, end));
      end = Math.max(end, it.last());
    }
    return new long[] {ranges, positions};
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(
      final Labels labels, final double value) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}
