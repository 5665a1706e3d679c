package io.tollgate.bench.report;

import io.tollgate.bench.machine.Environment;
import io.tollgate.bench.machine.MachineUse;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Reports to test with; the figures are made up. */
final class Reports {
  private static final MachineUse QUIET = new MachineUse(12.5, 0.5, 0.004, 0.0001);
  private static final MachineUse DISTURBED = new MachineUse(12.5, 0.5, 0.25, 0.02);

  private Reports() {}

  static Report quiet() {
    return report(QUIET, List.of());
  }

  static Report noisy() {
    return report(DISTURBED, List.of("Interruptions took 4.2 % of the time."));
  }

  private static Report report(final MachineUse use, final List<String> complaints) {
    final Map<String, String> facts = new LinkedHashMap<>();
    facts.put("CPU", "Some <CPU> at 2596 MHz");
    facts.put("Cores", "2");
    facts.put("JDK", "OpenJDK 64-Bit Server VM 17.0.15+6");
    facts.put("JVM options", "--add-opens=java.base/java.lang=ALL-UNNAMED ".repeat(8).trim());
    facts.put("Source", "0123456789ab");
    return new Report(
        "The hot path at its limit",
        "2026-11-23T12:00:00Z",
        false,
        new Environment(facts),
        new MeasuredSection("noise", QUIET, noise(complaints)),
        List.of(
            new MeasuredSection("verify", use, verify()),
            new MeasuredSection("open", use, open())));
  }

  private static Section noise(final List<String> complaints) {
    return new Section(
        "Noise of this machine",
        "On each core a thread did nothing but look at the clock.",
        List.of(Row.shown("noise-p999", "wait at a random moment, p99.9", 14.2, "µs", "", "")),
        List.of(
            new Plot(
                "What the machine alone makes a thread wait", List.of(series("thread 1", 20, 9)))),
        complaints);
  }

  private static Section verify() {
    return new Section(
        "Full verification of a chain, in process",
        "Without the cache; every tag is computed and compared.",
        List.of(
            Row.atMost(
                "verify-1-p99",
                "1 link (151 bytes), 10,000 different chains, net of the clock",
                168,
                Double.NaN,
                171.4,
                "ns",
                "",
                ""),
            Row.atMost(
                "verify-1-mean",
                "1 link, mean of all calls",
                1.35,
                1.2,
                1.28,
                "× three block calls",
                "142 ns ÷ 111 ns",
                "0 B/op"),
            Row.atMost(
                "cache-hit-p50",
                "cache hit, 3 links, 10,000 chains",
                80,
                40,
                38,
                "ns",
                "",
                "all bytes compared & every ancestor's epoch checked again"),
            Row.shown(
                "hmac-javax", "javax.crypto.Mac, 119 bytes", 275, "ns", "2.0 × ours", "48 B/op"),
            Row.notRun(
                "memory-10m-opened", "10 M agents opened", "opens", "left out of a quick run")),
        List.of(),
        List.of("A note with a <tag> in it."));
  }

  private static Section open() {
    return new Section(
        "Open loop at 100,000 a second",
        "For 60 s by intended send times.",
        List.of(
            Row.atMost(
                "open-100k-p99",
                "journaled decision, 4 clients",
                3,
                Double.NaN,
                2.1,
                "× the echo",
                "3.1 µs ÷ 1.5 µs",
                "")),
        List.of(
            new Plot(
                "Latency at 100,000 a second",
                List.of(series("journaled decision", 900, 42), series("bare echo", 400, 7)))),
        List.of());
  }

  private static Series series(final String name, final long typicalNs, final long seed) {
    final Random random = new Random(seed);
    final Histogram histogram = new Histogram(3);
    for (int i = 0; i < 1_000_000; i++) {
      final double rare = random.nextInt(1_000) == 0 ? 1 + 20 * random.nextDouble() : 1;
      histogram.recordValue((long) (typicalNs * rare * Math.exp(0.2 * random.nextGaussian())));
    }
    return new Series(name, "ns", histogram);
  }
}
