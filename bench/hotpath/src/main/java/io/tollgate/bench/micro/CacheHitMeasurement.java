package io.tollgate.bench.micro;

import io.tollgate.bench.result.HistogramFiles;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Series;
import io.tollgate.bench.result.Settings;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.engine.domain.chain.VerifiedLinkCache;
import io.tollgate.engine.domain.decision.ChainBytes;
import io.tollgate.engine.domain.decision.ChainChecker;
import io.tollgate.engine.domain.decision.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/** Validation of chains that were verified before. */
public final class CacheHitMeasurement extends MicroMeasurement {
  private static final int CHAINS = 10_000;
  private static final int CACHED_LINKS = 1 << 17;
  private static final double MEDIAN = 50;
  private static final double P99 = 99;

  /** For whoever makes the list of measurements. */
  public CacheHitMeasurement() {
    super(
        "cache-hit",
        "Validation on a cache hit",
        "Percentiles by timing single calls of the engine's own check; the median of empty samples"
            + " is subtracted. All bytes are compared, and the epochs of all agents of the chain"
            + " and the standing of its keys are looked at. Bringing the request's bytes in is not"
            + " timed.");
  }

  @Override
  public List<String> rowIds() {
    return List.of("cache-hit-p50", "cache-hit-p99");
  }

  @Override
  void measure(final Settings settings, final JmhRun jmh, final Progress progress)
      throws IOException {
    progress.step("verifying " + CHAINS + " chains");
    final Validation validation = new Validation();
    progress.step("timing single validations");
    final Histogram histogram = sampler(settings).sample(validation);
    HistogramFiles.write(settings.resultsDirectory(), "cache-hit", histogram);
    final String what = "chain of 3 links (453 bytes), one of 10,000 at random, net of the clock, ";
    add(
        Row.atMost(
            "cache-hit-p50",
            what + "p50",
            80,
            40,
            (double) histogram.getValueAtPercentile(MEDIAN),
            "ns",
            "",
            percentilesOf(histogram)));
    add(
        Row.atMost(
            "cache-hit-p99",
            what + "p99",
            168,
            Double.NaN,
            (double) histogram.getValueAtPercentile(P99),
            "ns",
            "",
            ""));
    add(
        new Plot(
            "Validation on a cache hit, net of the clock",
            List.of(new Series("3 links, 10,000 chains", "ns", histogram))));
  }

  private static final class Validation implements CallSampler.Call {
    private final BenchGate bench = new BenchGate(CHAINS, CACHED_LINKS);
    private final ChainChecker checker =
        new ChainChecker(
            bench.gate().state(), HmacSha256.create(), new VerifiedLinkCache(CACHED_LINKS));
    private final UnsafeBuffer request =
        new UnsafeBuffer(ByteBuffer.allocateDirect(BenchGate.CHAIN_LENGTH));
    private final ChainBytes chain = new ChainBytes();
    private final SplittableRandom random = new SplittableRandom(42);

    Validation() {
      chain.wrap(request, 0, BenchGate.CHAIN_LENGTH);
      for (int i = 0; i < CHAINS; i++) {
        bench.copyChain(i, request, 0);
        final Reason reason = checker.check(chain, BenchGate.NOW_NS);
        if (reason != Reason.OK) {
          throw new IllegalStateException("the gate refuses the chain: " + reason);
        }
      }
    }

    @Override
    public void prepare(final int turn) {
      bench.copyChain(random.nextInt(CHAINS), request, 0);
    }

    @Override
    public long call() {
      return checker.check(chain, BenchGate.NOW_NS).code();
    }
  }
}
