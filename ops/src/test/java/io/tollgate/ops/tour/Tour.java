package io.tollgate.ops.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of a README between its tour marks, and what it says they answer. */
final class Tour {

  static final String BEGIN = "<!-- tour -->";
  static final String END = "<!-- /tour -->";
  static final String FENCE = "```console";
  static final String PROMPT = "$ ";

  /**
   * One command.
   *
   * @param command as it is typed
   * @param answer lines that the README shows below it
   */
  record Step(String command, List<String> answer) {}

  private Tour() {}

  static List<Step> read(final Path readme) throws IOException {
    final List<Step> steps = new ArrayList<>();
    boolean inTour = false;
    boolean inBlock = false;
    for (final String line : Files.readAllLines(readme)) {
      if (line.equals(BEGIN) || line.equals(END)) {
        inTour = line.equals(BEGIN);
      } else if (inTour && line.startsWith("```")) {
        inBlock = line.equals(FENCE);
      } else if (inBlock && line.startsWith(PROMPT)) {
        steps.add(new Step(line.substring(PROMPT.length()), new ArrayList<>()));
      } else if (inBlock) {
        steps.get(steps.size() - 1).answer().add(line);
      }
    }
    return steps;
  }

  /**
   * What a line looks like: figures, ids, times, paths and addresses differ from run to run, and
   * with them the width of columns.
   */
  static String shape(final String line) {
    return line.replaceAll("(http|jdbc:postgresql)://\\S+", "URL")
        .replaceAll("\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{43}[A-Za-z0-9+/=]", "+KEY")
        .replaceAll("(?<!\\S)[/~]\\S+", "PATH")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("(?<![\\w.])[0-9a-f]{12,64}(?![\\w.])", "ID")
        .replaceAll("\\d+(\\.\\d+)?", "N")
        .replaceAll("(?<=% )\\s*(ok|over N %|refused)$", "STATE")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
