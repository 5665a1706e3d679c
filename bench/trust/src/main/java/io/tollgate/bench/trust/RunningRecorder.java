package io.tollgate.bench.trust;

import io.tollgate.audit.log.LogSettings;
import io.tollgate.audit.recorder.AuditRecorder;
import io.tollgate.audit.recorder.RecorderSettings;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.consumer.ConsumerStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** The gate's own audit recorder, with its usual settings, over any journal. */
final class RunningRecorder implements AutoCloseable {
  private static final String THREAD = AuditRecorder.NAME + "-consumer";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final AuditRecorder recorder;
  private final long thread;

  RunningRecorder(final Path journal, final Path directory) throws IOException {
    final SecretStore secrets =
        SecretStore.open(Files.createDirectories(directory.resolve("secrets")));
    final RecorderSettings usual = RecorderSettings.in(directory, secrets);
    recorder =
        new AuditRecorder(
            new RecorderSettings(
                journal,
                usual.directory(),
                usual.secrets(),
                LogSettings.DEFAULT,
                usual.linger(),
                usual.checkpointEvery(),
                Duration.ofHours(1),
                InstantSource.system()));
    recorder.start();
    thread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(it -> it.getName().equals(THREAD))
            .findFirst()
            .orElseThrow()
            .getId();
  }

  ConsumerStatus status() {
    return recorder.status();
  }

  /** Processor time of its thread so far. */
  long cpuNs() {
    return threads.getThreadCpuTime(thread);
  }

  @Override
  public void close() {
    recorder.close();
  }
}
