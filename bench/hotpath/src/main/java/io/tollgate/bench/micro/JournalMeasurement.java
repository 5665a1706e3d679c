package io.tollgate.bench.micro;

import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Settings;
import org.openjdk.jmh.runner.RunnerException;

/** Appending to the journal. */
public final class JournalMeasurement extends MicroMeasurement {
  /** For whoever makes the list of measurements. */
  public JournalMeasurement() {
    super(
        "journal",
        "Primitives: journal",
        "On tmpfs, never forced; the checksum and one Chronicle document a batch are part of it.");
  }

  @Override
  void measure(final Settings settings, final JmhRun jmh, final Progress progress)
      throws RunnerException {
    final String method = "JournalAppendBenchmark.append";
    jmh.runCounted(method, JournalAppendBenchmark.APPENDS, "records", 1, 16);
    final Score one = jmh.scores().of(method, 1);
    show("journal-1", "journal append, a batch of one Checked record, tmpfs", one, one, "one");
    show(
        "journal-16",
        "journal append, a batch of sixteen, tmpfs",
        jmh.scores().of(method, 16),
        one,
        "one");
  }
}
