package io.tollgate.bench.micro;

import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Settings;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks with JMH, each in a fork with the options of this JVM, which are the engine's,
 * and with its allocations counted.
 */
final class JmhRun {
  private static final TimeValue QUICK_TIME = TimeValue.milliseconds(400);
  private static final TimeValue FULL_TIME = TimeValue.milliseconds(800);
  private static final int QUICK_WARM_UPS = 4;
  private static final int FULL_WARM_UPS = 6;
  private static final int QUICK_ITERATIONS = 3;
  private static final int FULL_ITERATIONS = 6;

  private final Settings settings;
  private final Progress progress;
  private final Scores scores = new Scores();

  JmhRun(final Settings settings, final Progress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs one benchmark with chosen parameters.
   *
   * @param method {@code Class.method} of this package.
   * @param param name of the parameter.
   * @param values its values.
   */
  void run(final String method, final String param, final Object... values) throws RunnerException {
    add(parametrised(method, param, values), 1);
  }

  /** Runs one benchmark whose operations are counted and not timed. */
  void runCounted(
      final String method, final int operations, final String param, final Object... values)
      throws RunnerException {
    add(
        parametrised(method, param, values)
            .warmupBatchSize(operations)
            .measurementBatchSize(operations),
        operations);
  }

  /** What was found out so far. */
  Scores scores() {
    return scores;
  }

  private void add(final ChainedOptionsBuilder options, final int operations)
      throws RunnerException {
    scores.add(new Runner(options.build()).run(), operations);
  }

  private ChainedOptionsBuilder parametrised(
      final String method, final String param, final Object... values) {
    final String[] texts = Arrays.stream(values).map(Object::toString).toArray(String[]::new);
    progress.step(method + " with " + param + " " + String.join(", ", texts));
    return options(method).param(param, texts);
  }

  private ChainedOptionsBuilder options(final String method) {
    final String name = JmhRun.class.getPackageName() + "." + method;
    return new OptionsBuilder()
        .include("^" + Pattern.quote(name) + "$")
        .forks(1)
        .threads(1)
        .warmupIterations(settings.quick() ? QUICK_WARM_UPS : FULL_WARM_UPS)
        .warmupTime(settings.quick() ? QUICK_TIME : FULL_TIME)
        .measurementIterations(settings.quick() ? QUICK_ITERATIONS : FULL_ITERATIONS)
        .measurementTime(settings.quick() ? QUICK_TIME : FULL_TIME)
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.NORMAL)
        .jvmArgsAppend(
            "-XX:MaxDirectMemorySize=4g",
            "-D" + JournalAppendBenchmark.DIRECTORY + "=" + settings.scratchDirectory());
  }
}
