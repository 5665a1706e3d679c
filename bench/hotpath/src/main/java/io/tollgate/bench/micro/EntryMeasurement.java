package io.tollgate.bench.micro;

import io.tollgate.bench.result.Figures;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Settings;
import org.openjdk.jmh.runner.RunnerException;

/** Finding and changing an entry off the heap. */
public final class EntryMeasurement extends MicroMeasurement {
  /** For whoever makes the list of measurements. */
  public EntryMeasurement() {
    super(
        "entries",
        "Primitives: map entries",
        "Each call takes one entry at random; among a million most are not in the cache.");
  }

  @Override
  void measure(final Settings settings, final JmhRun jmh, final Progress progress)
      throws RunnerException {
    final Object[] sizes =
        settings.quick() ? new Object[] {10_000} : new Object[] {10_000, 1_000_000};
    jmh.run("MapEntryBenchmark.getUsing", "entries", sizes);
    jmh.run("MapEntryBenchmark.pinned", "entries", sizes);
    jmh.run("MapEntryBenchmark.indexed", "entries", sizes);
    for (final Object size : sizes) {
      final String of = Figures.text((double) (Integer) size, "entries, one at random");
      final Score pinned = jmh.scores().of("MapEntryBenchmark.pinned", size);
      show("entry-pinned-" + size, "add to a pinned map entry, " + of, pinned, pinned, "pinned");
      show(
          "entry-indexed-" + size,
          "SlotIndex look-up, then add to the pinned entry, " + of,
          jmh.scores().of("MapEntryBenchmark.indexed", size),
          pinned,
          "pinned");
      show(
          "entry-get-using-" + size,
          "Chronicle Map getUsing, then add, " + of,
          jmh.scores().of("MapEntryBenchmark.getUsing", size),
          pinned,
          "pinned");
    }
  }
}
