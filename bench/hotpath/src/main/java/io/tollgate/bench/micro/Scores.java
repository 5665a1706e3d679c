package io.tollgate.bench.micro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What a run of JMH found out, by benchmark and parameters. */
final class Scores {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private final Map<String, Score> scores = new HashMap<>();

  /**
   * Adds the results of a run.
   *
   * @param operations how many calls JMH took for one.
   */
  void add(final Collection<RunResult> results, final int operations) {
    for (final RunResult result : results) {
      final Result<?> primary = result.getPrimaryResult();
      scores.put(
          key(result.getParams()),
          new Score(
              primary.getScore() / operations,
              primary.getScoreError() / operations,
              allocated(result) / operations));
    }
  }

  /**
   * One of the results.
   *
   * @param benchmark simple class name, a dot, the method's name.
   * @param params values of the parameters, in the order of their names.
   * @throws IllegalStateException if JMH did not run it to its end.
   */
  Score of(final String benchmark, final Object... params) {
    final List<String> parts = new ArrayList<>(List.of(benchmark));
    for (final Object param : params) {
      parts.add(param.toString());
    }
    final Score score = scores.get(String.join(" ", parts));
    if (score == null) {
      throw new IllegalStateException(
          "JMH has no result of " + parts + ", only " + scores.keySet());
    }
    return score;
  }

  private static String key(final BenchmarkParams params) {
    final String name = params.getBenchmark();
    final int method = name.lastIndexOf('.');
    final List<String> parts = new ArrayList<>();
    parts.add(name.substring(name.lastIndexOf('.', method - 1) + 1));
    for (final String param : params.getParamsKeys()) {
      parts.add(params.getParam(param));
    }
    return String.join(" ", parts);
  }

  private static double allocated(final RunResult result) {
    final Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
    return allocation == null ? Double.NaN : allocation.getScore();
  }
}
