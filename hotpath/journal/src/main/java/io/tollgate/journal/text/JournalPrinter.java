package io.tollgate.journal.text;

import io.tollgate.journal.RecordHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.agrona.DirectBuffer;

/** Prints each record it is given as a line of JSON. For one thread. */
public final class JournalPrinter implements RecordHandler {
  private final RecordText text;
  private final Appendable out;
  private final StringBuilder line = new StringBuilder(512);

  /** Prints what a text renders. */
  public JournalPrinter(final RecordText text, final Appendable out) {
    this.text = text;
    this.out = out;
  }

  /**
   * @throws UncheckedIOException where the output takes no more, as a closed pipe does
   */
  @Override
  public void onRecord(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    line.setLength(0);
    text.append(line, position, timeNs, buffer, offset, length);
    line.append('\n');
    try {
      out.append(line);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
