package io.tollgate.bench.trust;

import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.LogVerifier;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.BundleVerifier;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Settings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** From the journal to signed and durable on a disk, and back: is it what was signed? */
final class AuditMeasurement implements Measurement {
  private static final double RECORDS_BAR = 200_000;
  private static final double VERIFY_BAR = 1;
  private static final double MILLION = 1e6;
  private static final double NS_A_SECOND = 1e9;
  private static final long AHEAD = 400_000;
  private static final long BUNDLE_RECORDS = 500_000;
  private static final int VERIFY_ROUNDS = 3;

  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  @Override
  public String id() {
    return "audit";
  }

  @Override
  public List<String> rowIds() {
    return List.of("audit-throughput", "audit-verify-log", "audit-verify-bundle");
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws Exception {
    try (Disk disk = new Disk(settings.resultsDirectory())) {
      final String on = disk.text();
      final Path data = disk.fresh("data");
      throughput(settings, data, progress);
      progress.step("verifying");
      verifyLog(data.resolve("audit").resolve(RetentionClass.GATE.logName()));
      verifyBundle(data, settings.quick());
      return new Section(
          "The audit log",
          "The gate's own recorder, one thread, with its usual settings (batches of at most 2,048"
              + " records, each signed, written and forced to the disk), follows a journal that"
              + " another thread writes as fast as it reads ("
              + AuditFeed.MIX
              + "). Both on "
              + on
              + ".",
          rows,
          List.of(),
          notes);
    }
  }

  private void throughput(final Settings settings, final Path data, final Progress progress)
      throws IOException, InterruptedException {
    final int warmUp = settings.quick() ? 4 : 10;
    final int seconds = settings.quick() ? 8 : 40;
    final Path journal = data.resolve("journal");
    try (AuditFeed feed = new AuditFeed(journal);
        RunningRecorder recorder = new RunningRecorder(journal, data)) {
      progress.step("warming up, " + warmUp + " s");
      keepAhead(feed, recorder, warmUp);
      progress.step("recording, " + seconds + " s");
      final long startNs = System.nanoTime();
      final long records = recorder.status().appliedRecords();
      final long cpuNs = recorder.cpuNs();
      keepAhead(feed, recorder, seconds);
      final long tookNs = System.nanoTime() - startNs;
      final double rate = (recorder.status().appliedRecords() - records) * NS_A_SECOND / tookNs;
      final double share = (double) (recorder.cpuNs() - cpuNs) / tookNs;
      rows.add(
          Row.atLeast(
              "audit-throughput",
              "journal to signed and durable, one thread, sustained for " + seconds + " s",
              RECORDS_BAR,
              Double.NaN,
              Math.rint(rate),
              "records/s",
              "",
              String.format(
                  Locale.ROOT,
                  "on %.0f %% of a core; the rest it waits for the disk",
                  100 * share)));
      recorder
          .status()
          .lastFailure()
          .ifPresent(text -> notes.add("audit-throughput: the recorder failed meanwhile: " + text));
    }
  }

  /** The recorder always has records to read, and never more than a bounded number. */
  private static void keepAhead(
      final AuditFeed feed, final RunningRecorder recorder, final int seconds)
      throws InterruptedException {
    final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - endNs < 0) {
      if (feed.position() - recorder.status().position() < AHEAD) {
        feed.append();
      } else {
        Thread.sleep(1);
      }
    }
  }

  private void verifyLog(final Path log) {
    rows.add(
        verification(
            "audit-verify-log",
            "verify a log's files: every record, hash, root and signature",
            () -> LogVerifier.verify(log, List.of(), List.of())));
  }

  private void verifyBundle(final Path data, final boolean isQuick) throws IOException {
    final Path file = data.resolve("bundle");
    final LogReader log =
        LogReader.open(data.resolve("audit").resolve(RetentionClass.GATE.logName()));
    final long end =
        Math.min(log.checkpoint().size(), isQuick ? BUNDLE_RECORDS / 2 : BUNDLE_RECORDS);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      log.export(0, end, out);
    }
    final byte[] bundle = Files.readAllBytes(file);
    rows.add(
        verification(
            "audit-verify-bundle",
            "verify a bundle in memory, of a trusted key",
            () -> new BundleVerifier(List.of(log.key()), List.of()).verify(bundle)));
  }

  /** The best of some rounds in this JVM: the first ones train the compiler. */
  private Row verification(
      final String id, final String what, final Supplier<VerificationReport> verifier) {
    double best = 0;
    double first = 0;
    long records = 0;
    for (int i = 0; i < VERIFY_ROUNDS; i++) {
      final long startNs = System.nanoTime();
      final VerificationReport report = verifier.get();
      final double rate = report.records() * NS_A_SECOND / (System.nanoTime() - startNs) / MILLION;
      if (!report.isIntact()) {
        throw new IllegalStateException(report.finding().orElseThrow().explanation());
      }
      records = report.records();
      first = i == 0 ? rate : first;
      best = Math.max(best, rate);
    }
    return Row.atLeast(
        id,
        what,
        VERIFY_BAR,
        Double.NaN,
        best,
        "M/s",
        "",
        String.format(
            Locale.ROOT,
            "%,d records, one thread, best of %d; the first, cold, %.2f M/s",
            records,
            VERIFY_ROUNDS,
            first));
  }
}
