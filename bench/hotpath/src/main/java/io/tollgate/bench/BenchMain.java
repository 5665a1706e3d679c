package io.tollgate.bench;

import io.tollgate.bench.micro.CacheHitMeasurement;
import io.tollgate.bench.micro.DecideMeasurement;
import io.tollgate.bench.micro.EntryMeasurement;
import io.tollgate.bench.micro.HashMeasurement;
import io.tollgate.bench.micro.JournalMeasurement;
import io.tollgate.bench.micro.VerifyMeasurement;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.rig.EpsilonMeasurement;
import io.tollgate.bench.rig.RigMeasurement;
import io.tollgate.bench.scale.ScaleMeasurement;
import java.util.List;

/** What {@code ops/tollgate bench hotpath} runs. */
public final class BenchMain {
  private static final List<Measurement> MEASUREMENTS =
      List.of(
          new VerifyMeasurement(),
          new CacheHitMeasurement(),
          new DecideMeasurement(),
          new RigMeasurement(),
          new EpsilonMeasurement(),
          new ScaleMeasurement(),
          new HashMeasurement(),
          new EntryMeasurement(),
          new JournalMeasurement());

  private BenchMain() {}

  /**
   * Runs the benchmarks; see {@code --help}.
   *
   * @param args the command line.
   */
  public static void main(final String[] args) {
    final Suite suite =
        new Suite("hotpath", "The hot path at its limit", BenchMain.class, MEASUREMENTS);
    System.exit(BenchCommand.execute(suite, args));
  }
}
