package io.tollgate.bench.peers;

import io.tollgate.bench.peers.gate.EnginePeer;
import io.tollgate.bench.result.Settings;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures one contender in a JVM of its own, so that nobody is compiled for anybody else. */
final class AskRunner {
  private static final int DIGITS = 3;
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final TimeValue QUICK_WARM_UP = TimeValue.milliseconds(1_200);
  private static final TimeValue QUICK_TIME = TimeValue.milliseconds(700);
  private static final TimeValue FULL_WARM_UP = TimeValue.seconds(4);
  private static final TimeValue FULL_TIME = TimeValue.seconds(3);
  private static final int FULL_ITERATIONS = 2;

  /** Who asks another process has two of them to warm up. */
  private static final TimeValue SHARED_WARM_UP = TimeValue.seconds(5);

  private final Settings settings;

  AskRunner(final Settings settings) {
    this.settings = settings;
  }

  /**
   * Measures.
   *
   * @param contender whom.
   * @return what was found.
   * @throws RunnerException if it could not be started, or said no.
   */
  AskResult run(final Contender contender) throws RunnerException {
    final RunResult result = new Runner(options(contender)).runSingle();
    final Histogram latencies = new Histogram(DIGITS);
    final Iterator<Map.Entry<Double, Long>> values =
        result.getPrimaryResult().getStatistics().getRawData();
    while (values.hasNext()) {
      final Map.Entry<Double, Long> value = values.next();
      latencies.recordValueWithCount(Math.round(value.getKey()), value.getValue());
    }
    return new AskResult(latencies, allocated(result));
  }

  private Options options(final Contender contender) {
    final TimeValue time = settings.quick() ? QUICK_TIME : FULL_TIME;
    return new OptionsBuilder()
        .include("^" + AskBenchmark.class.getName().replace(".", "\\.") + "\\.ask$")
        .param("contender", contender.name())
        .forks(1)
        .warmupIterations(1)
        .warmupTime(warmUp(contender))
        .measurementIterations(settings.quick() ? 1 : FULL_ITERATIONS)
        .measurementTime(time)
        .timeout(new TimeValue(1, TimeUnit.MINUTES))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .jvmArgsAppend("-D" + EnginePeer.SCRATCH_PROPERTY + '=' + settings.scratchDirectory())
        .build();
  }

  private TimeValue warmUp(final Contender contender) {
    if (contender.part() == Part.SHARED) {
      return SHARED_WARM_UP;
    }
    return settings.quick() ? QUICK_WARM_UP : FULL_WARM_UP;
  }

  private static double allocated(final RunResult result) {
    final Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
    return bytes == null ? Double.NaN : bytes.getScore();
  }
}
