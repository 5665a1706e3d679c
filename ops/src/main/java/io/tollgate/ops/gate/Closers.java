package io.tollgate.ops.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.agrona.CloseHelper;

/** What a role has opened, to be closed in the reverse order. For one thread at a time. */
final class Closers implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private Closers() {}

  /** Starts a role; where that throws, closes what it had opened by then. */
  static RunningPart start(final String name, final Consumer<Closers> start) {
    final Closers closers = new Closers();
    try {
      start.accept(closers);
      return new RunningPart(name, closers);
    } catch (final RuntimeException e) {
      CloseHelper.quietCloseAll(closers.opened);
      throw e;
    }
  }

  <T extends AutoCloseable> T add(final T part) {
    opened.push(part);
    return part;
  }

  /** Closes everything, and throws the first exception once all was tried. */
  @Override
  public void close() {
    CloseHelper.closeAll(opened);
    opened.clear();
  }
}
