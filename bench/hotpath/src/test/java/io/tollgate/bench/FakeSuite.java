package io.tollgate.bench;

import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Settings;
import java.io.IOException;
import java.util.List;

/** Measurements that take no time: one is good, one misses a bar, one breaks. */
public final class FakeSuite {
  static final Suite SUITE =
      new Suite("fake", "Fakes", FakeSuite.class, List.of(new Good(), new Missing(), new Broken()));

  private FakeSuite() {}

  public static void main(final String[] args) {
    System.exit(BenchCommand.execute(SUITE, args));
  }

  private static final class Good implements Measurement {
    @Override
    public String id() {
      return "good";
    }

    @Override
    public List<String> rowIds() {
      return List.of("good-1", "good-2");
    }

    @Override
    public Section run(final Settings settings, final Progress progress) {
      progress.step("nothing at all");
      final long pid = ProcessHandle.current().pid();
      return new Section(
          "Good",
          "By process " + pid + (settings.quick() ? ", quickly" : ""),
          List.of(
              Row.atMost("good-1", "one", 10, Double.NaN, 9, "ns", "", ""),
              Row.atMost("good-2", "two", 10, Double.NaN, 8, "ns", "", "")),
          List.of(),
          List.of());
    }
  }

  private static final class Missing implements Measurement {
    @Override
    public String id() {
      return "missing";
    }

    @Override
    public Section run(final Settings settings, final Progress progress) {
      return new Section(
          "Missing",
          "",
          List.of(Row.atLeast("missing-1", "one", 10, Double.NaN, 9, "/s", "", "")),
          List.of(),
          List.of());
    }
  }

  private static final class Broken implements Measurement {
    @Override
    public String id() {
      return "broken";
    }

    @Override
    public List<String> rowIds() {
      return List.of("broken-1");
    }

    @Override
    public Section run(final Settings settings, final Progress progress) throws IOException {
      throw new IOException("the disk is on fire");
    }
  }
}
