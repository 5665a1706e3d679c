package io.tollgate.ops.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ops.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Types every command of the README's tour into a shell, and reads what comes. */
class ReadmeTourIT {

  @TempDir Path directory;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldAnswerEveryCommandInTheShapeThatTheReadmeShows() throws IOException {
    final List<Tour.Step> steps = Tour.read(Checkout.ROOT.resolve("README.md"));

    assertThat(steps).hasSizeGreaterThan(10);
    try (TourShell shell = new TourShell(Checkout.ROOT, Checkout.environment(directory))) {
      for (final Tour.Step step : steps) {
        assertThat(shell.run(step.command()).stream().map(Tour::shape))
            .as("$ %s", step.command())
            .isEqualTo(step.answer().stream().map(Tour::shape).toList());
      }
    } finally {
      Checkout.run(directory, "down");
    }
  }
}
