package io.tollgate.bench;

import io.tollgate.bench.machine.NoiseCheck;
import io.tollgate.bench.result.Measurement;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measurements that make one report.
 *
 * @param name short, names the results' directory.
 * @param title what the report is headed with.
 * @param main the class whose {@code main} runs this suite; each measurement gets a JVM of its own,
 *     started with it.
 * @param measurements in the order they are run, after the {@link NoiseCheck} that begins each
 *     suite.
 */
public record Suite(String name, String title, Class<?> main, List<Measurement> measurements) {
  /** Copies the list. */
  public Suite {
    measurements = List.copyOf(measurements);
  }

  Measurement byId(final String id) {
    return Stream.concat(Stream.of(new NoiseCheck()), measurements.stream())
        .filter(measurement -> measurement.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no measurement " + id));
  }
}
