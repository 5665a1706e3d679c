package io.tollgate.bench;

import io.tollgate.bench.result.Measurement;
import java.util.List;

/**
 * Measurements that make one report.
 *
 * @param name short, names the results' files.
 * @param title what the report is headed with.
 * @param main the class whose {@code main} runs this suite; each measurement gets a JVM of its own,
 *     started with it.
 * @param measurements in the order they are run.
 */
public record Suite(String name, String title, Class<?> main, List<Measurement> measurements) {
  /** Copies the list. */
  public Suite {
    measurements = List.copyOf(measurements);
  }
}
