package io.tollgate.bench.peers;

import io.tollgate.bench.BenchCommand;
import io.tollgate.bench.Suite;
import io.tollgate.bench.result.Measurement;
import java.util.List;

/** What {@code ops/tollgate bench peers} runs. */
public final class PeersMain {
  private static final List<Measurement> MEASUREMENTS = List.copyOf(PeersMeasurement.all());

  private PeersMain() {}

  /**
   * Runs the comparisons; see {@code --help}.
   *
   * @param args the command line.
   */
  public static void main(final String[] args) {
    final Suite suite =
        new Suite("peers", "The same question, put to others", PeersMain.class, MEASUREMENTS);
    System.exit(BenchCommand.execute(suite, args));
  }
}
