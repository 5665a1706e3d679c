package io.tollgate.bench.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a loop did.
 *
 * @param intended requests that should have been sent.
 * @param sent requests that were.
 * @param answered answers that came.
 * @param refused those of them that refused.
 * @param elapsedNs from the first send to the last answer.
 * @param allocatedBytes by the thread that sent, meanwhile.
 */
record LoadResult(
    long intended, long sent, long answered, long refused, long elapsedNs, long allocatedBytes) {
  private static final double SECOND_NS = 1e9;
  private static final int FIELDS = 6;

  LoadResult withAllocated(final long bytes) {
    return new LoadResult(intended, sent, answered, refused, elapsedNs, bytes);
  }

  /** This and what another client did at the same time. */
  LoadResult plus(final LoadResult other) {
    return new LoadResult(
        intended + other.intended,
        sent + other.sent,
        answered + other.answered,
        refused + other.refused,
        Math.max(elapsedNs, other.elapsedNs),
        allocatedBytes + other.allocatedBytes);
  }

  /** Answers a second. */
  double perSecond() {
    return answered * SECOND_NS / elapsedNs;
  }

  /** What makes the figures worth less than they look; empty where nothing does. */
  Optional<String> warning() {
    final List<String> what = new ArrayList<>();
    if (sent < intended) {
      what.add(missing("the rate was missed: %d of %d requests (%.2f %%) were not sent", sent));
    }
    if (answered < sent) {
      what.add((sent - answered) + " requests were not answered");
    }
    if (refused > 0) {
      what.add(refused + " requests were refused");
    }
    return what.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", what));
  }

  private String missing(final String format, final long done) {
    final double percent = 100.0 * (intended - done) / intended;
    return String.format(Locale.ROOT, format, intended - done, intended, percent);
  }

  /** For another process. */
  String toLine() {
    return intended
        + " "
        + sent
        + " "
        + answered
        + " "
        + refused
        + " "
        + elapsedNs
        + " "
        + allocatedBytes;
  }

  /** What {@link #toLine} said. */
  static LoadResult ofLine(final String line) {
    final String[] fields = line.split(" ", FIELDS);
    return new LoadResult(
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]),
        Long.parseLong(fields[5]));
  }
}
