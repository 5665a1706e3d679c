package io.tollgate.adminapi.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room on the disk that the gate writes to. */
public final class DiskCollector implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(DiskCollector.class);

  private final Path dataDirectory;

  /** Of the gate that has a data directory. */
  public DiskCollector(final Path dataDirectory) {
    this.dataDirectory = dataDirectory;
  }

  @Override
  public MetricSnapshots collect() {
    try {
      return new MetricSnapshots(
          GaugeSnapshot.builder()
              .name("tollgate_data_usable_bytes")
              .help("Bytes that can still be written to the data directory's disk.")
              .dataPoint(
                  GaugeSnapshot.GaugeDataPointSnapshot.builder()
                      .value((double) Files.getFileStore(dataDirectory).getUsableSpace())
                      .build())
              .build());
    } catch (final IOException e) {
      LOG.warn("the room on the disk is not known", e);
      return new MetricSnapshots();
    }
  }
}
