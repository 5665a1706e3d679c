package io.tollgate.adminapi.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tollgate.adminapi.health.AuditBackupView;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the audit logs are copied; without a backup there are no such metrics. */
public final class AuditBackupCollector implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(AuditBackupCollector.class);

  private final Supplier<Optional<AuditBackupView>> backup;

  /** Asks at each scrape. */
  public AuditBackupCollector(final Supplier<Optional<AuditBackupView>> backup) {
    this.backup = backup;
  }

  @Override
  public MetricSnapshots collect() {
    try {
      return backup.get().map(AuditBackupCollector::snapshots).orElseGet(MetricSnapshots::new);
    } catch (final RuntimeException unavailable) {
      LOG.debug("how the audit backup is is not known", unavailable);
      return new MetricSnapshots();
    }
  }

  private static MetricSnapshots snapshots(final AuditBackupView view) {
    return new MetricSnapshots(
        GaugeSnapshot.builder()
            .name("tollgate_audit_backup_running")
            .help("Whether the backup of the audit logs sends, and said so lately.")
            .dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .value(view.isRunning() ? 1 : 0)
                    .build())
            .build(),
        CounterSnapshot.builder()
            .name("tollgate_audit_backup_lost_records")
            .help("Audit records that were pruned before they were backed up.")
            .dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .value((double) view.lostRecords())
                    .build())
            .build(),
        perLog(
            view,
            "tollgate_audit_log_records",
            "Records of an audit log that are signed.",
            AuditBackupView.Log::signed),
        perLog(
            view,
            "tollgate_audit_backup_records",
            "Records of an audit log that are backed up.",
            AuditBackupView.Log::copied));
  }

  private static GaugeSnapshot perLog(
      final AuditBackupView view,
      final String name,
      final String help,
      final ToLongFunction<AuditBackupView.Log> value) {
    final GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    for (final AuditBackupView.Log log : view.logs()) {
      gauge.dataPoint(
          GaugeSnapshot.GaugeDataPointSnapshot.builder()
              .labels(Labels.of("log", log.name()))
              .value((double) value.applyAsLong(log))
              .build());
    }
    return gauge.build();
  }
}
