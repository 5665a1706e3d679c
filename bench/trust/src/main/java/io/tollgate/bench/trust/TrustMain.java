package io.tollgate.bench.trust;

import io.tollgate.bench.BenchCommand;
import io.tollgate.bench.Suite;
import io.tollgate.bench.result.Measurement;
import java.util.List;

/** What {@code ops/tollgate bench trust} runs. */
public final class TrustMain {
  private static final List<Measurement> MEASUREMENTS =
      List.of(
          new AuditMeasurement(),
          new HandoverMeasurement(),
          new BesideMeasurement(),
          new CutOffMeasurement(),
          new LookUpMeasurement());

  private TrustMain() {}

  /**
   * Runs the benchmarks; see {@code --help}.
   *
   * @param args the command line.
   */
  public static void main(final String[] args) {
    final Suite suite =
        new Suite("trust", "Identity and audit at their limit", TrustMain.class, MEASUREMENTS);
    System.exit(BenchCommand.execute(suite, args));
  }
}
