package io.tollgate.ops.journal;

import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;

/** Finds where a journal ends without reading it through. */
final class JournalEnd {

  private JournalEnd() {}

  /**
   * Finds the last record; leaves the reader somewhere.
   *
   * @return its position; that before the first where there is none
   */
  static long find(final JournalReader reader) {
    reader.toStart();
    long reached = reader.position() + 1;
    long step = 1;
    while (canMoveTo(reader, reached + step)) {
      reached += step;
      step *= 2;
    }
    for (; step > 0; step /= 2) {
      if (canMoveTo(reader, reached + step)) {
        reached += step;
      }
    }
    return reached - 1;
  }

  private static boolean canMoveTo(final JournalReader reader, final long position) {
    try {
      reader.moveTo(position);
      return true;
    } catch (final JournalException e) {
      if (e.kind() == JournalException.Kind.BEYOND_END) {
        return false;
      }
      throw e;
    }
  }
}
