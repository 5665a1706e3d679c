package io.tollgate.bench.micro;

import io.tollgate.bench.result.Figures;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Settings;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Decisions of the engine with nothing around it. */
public final class DecideMeasurement extends MicroMeasurement {
  private static final String CONSUME = "GateBenchmark.consume";
  private static final String CHECK = "GateBenchmark.check";
  private static final int SMALL = 10_000;
  private static final int LARGE = 1_000_000;

  /** For whoever makes the list of measurements. */
  public DecideMeasurement() {
    super(
        "decide",
        "One decision in the engine, no I/O",
        "Duty cycles of 64 requests by agents drawn at random, each with a chain of 3 links that"
            + " was verified before. Encoding the records is part of it, bringing the requests in"
            + " and appending to the journal are not.");
  }

  @Override
  public List<String> rowIds() {
    return List.of("decide-10k", "decide-1m");
  }

  @Override
  void measure(final Settings settings, final JmhRun jmh, final Progress progress)
      throws RunnerException {
    jmh.run(CONSUME, "agents", SMALL, LARGE);
    jmh.run(CHECK, "agents", SMALL);
    add(consume(jmh, "decide-10k", SMALL, 200, 120));
    add(consume(jmh, "decide-1m", LARGE, 500, 300));
    final Score check = jmh.scores().of(CHECK, SMALL);
    show(
        "decide-check-10k",
        "a plain check: cached chain and permission; agents: 10,000",
        check,
        jmh.scores().of(CONSUME, SMALL),
        "decide-10k");
  }

  private static Row consume(
      final JmhRun jmh, final String id, final int agents, final double bar, final double aim) {
    final Score score = jmh.scores().of(CONSUME, agents);
    return Row.atMost(
        id,
        "cached chain, permission, event id, quota in 3 windows, budgets of 3 levels; agents: "
            + Figures.text((double) agents, "")
            + ", mean",
        bar,
        aim,
        score.meanNs(),
        "ns",
        "",
        score.note());
  }
}
