package io.tollgate.ops.tour;

import io.tollgate.ops.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the tour for real and writes what was answered into the README. */
final class TourRecorder {

  private TourRecorder() {}

  /** Takes no arguments; the gate must not be up on ~/.tollgate. */
  public static void main(final String[] args) throws IOException {
    final Path readme = Checkout.ROOT.resolve("README.md");
    final List<String> lines = new ArrayList<>();
    boolean inTour = false;
    boolean inBlock = false;
    try (TourShell shell =
        new TourShell(Checkout.ROOT, Map.of("TOLLGATE_LIB", Checkout.LIB.toString()))) {
      for (final String line : Files.readAllLines(readme)) {
        if (line.equals(Tour.BEGIN) || line.equals(Tour.END)) {
          inTour = line.equals(Tour.BEGIN);
        }
        if (inTour && line.startsWith("```")) {
          inBlock = line.equals(Tour.FENCE);
        }
        if (!inBlock || line.equals(Tour.FENCE)) {
          lines.add(line);
        } else if (line.startsWith(Tour.PROMPT)) {
          lines.add(line);
          shell.run(line.substring(Tour.PROMPT.length())).stream()
              .map(answer -> answer.replace(System.getProperty("user.home"), "/home/you"))
              .forEach(lines::add);
        }
      }
    }
    Files.write(readme, lines);
  }
}
