package io.tollgate.bench.micro;

import io.tollgate.bench.result.Figures;
import io.tollgate.bench.result.HistogramFiles;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Series;
import io.tollgate.bench.result.Settings;
import io.tollgate.client.ChainVerifier;
import io.tollgate.engine.domain.chain.Chain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.runner.RunnerException;

/** Full verification of chains of several depths. */
public final class VerifyMeasurement extends MicroMeasurement {
  private static final String BENCHMARK = "ChainBenchmark.verify";
  private static final int[] DEEPER = {2, 3, 8};
  private static final double P99 = 99;

  /** For whoever makes the list of measurements. */
  public VerifyMeasurement() {
    super(
        "verify",
        "Full verification of a chain, in process, nothing remembered",
        "Percentiles by timing single calls; the median of empty samples is subtracted. Form,"
            + " tags, delegation rules, lifetimes, revocations, permission and scope are checked; the"
            + " chain lies where nobody can write, so it is not copied.");
  }

  @Override
  public List<String> rowIds() {
    return List.of("verify-1-p99", "verify-1-mean", "verify-2", "verify-3", "verify-8");
  }

  @Override
  void measure(final Settings settings, final JmhRun jmh, final Progress progress)
      throws RunnerException, IOException {
    jmh.run("BlockBenchmark.compress", "blocks", 3);
    jmh.run(BENCHMARK, "links", 1, 2, 3, 8);
    percentiles(settings, progress);
    final Score one = jmh.scores().of(BENCHMARK, 1);
    final Score blocks = jmh.scores().of("BlockBenchmark.compress", 3);
    add(
        Row.atMost(
            "verify-1-mean",
            "chain of 1 link (151 bytes), mean",
            1.35,
            1.2,
            one.meanNs() / blocks.meanNs(),
            "× three bare block calls",
            Figures.text(one.meanNs(), "ns") + " ÷ " + Figures.text(blocks.meanNs(), "ns"),
            one.note()));
    for (final int links : DEEPER) {
      final Score deeper = jmh.scores().of(BENCHMARK, links);
      final double perLink = (deeper.meanNs() - one.meanNs()) / (links - 1);
      add(
          Row.atMost(
              "verify-" + links,
              "chain of " + links + " links, what each link beyond the first adds to the mean",
              1.1,
              Double.NaN,
              perLink / one.meanNs(),
              "× the 1-link cost",
              Figures.text(perLink, "ns") + " ÷ " + Figures.text(one.meanNs(), "ns"),
              "all of it " + Figures.text(deeper.meanNs(), "ns") + ", " + deeper.note()));
    }
  }

  private void percentiles(final Settings settings, final Progress progress) throws IOException {
    final CallSampler sampler = sampler(settings);
    final List<Series> series = new ArrayList<>();
    for (final int links : new int[] {1, 2, 3, 8}) {
      progress.step("timing single verifications of " + links + " links");
      final Histogram histogram = sampler.sample(new Verification(links));
      series.add(new Series("links: " + links, "ns", histogram));
      HistogramFiles.write(settings.resultsDirectory(), "verify-" + links, histogram);
    }
    final Histogram one = series.get(0).histogram();
    add(
        Row.atMost(
            "verify-1-p99",
            "chain of 1 link (151 bytes), p99 net of the clock",
            168,
            Double.NaN,
            (double) one.getValueAtPercentile(P99),
            "ns",
            "",
            percentilesOf(one)));
    add(new Plot("Full verification, net of the clock", series));
  }

  private static final class Verification implements CallSampler.Call {
    private final Chain chain;
    private final ChainVerifier verifier = ChainFixture.verifier();

    Verification(final int links) {
      chain = ChainFixture.chain(links);
    }

    @Override
    public void prepare(final int turn) {
      // The chain is where it was.
    }

    @Override
    public long call() {
      return verifier.verify(chain, BenchGate.PERMISSION, 0, BenchGate.NOW_NS).code();
    }
  }
}
