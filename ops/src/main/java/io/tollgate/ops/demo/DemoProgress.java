package io.tollgate.ops.demo;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/** A progress bar where people look on, and what they should know. For one thread. */
final class DemoProgress {

  private static final long REDRAW_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int WIDTH = 40;

  private final PrintWriter err;
  private final boolean bar;
  private final NanoClock clock;
  private long drawnNs;
  private boolean isDrawn;

  /** Makes one that writes to a terminal, or (without a bar) to a log. */
  DemoProgress(final PrintWriter err, final boolean bar, final NanoClock clock) {
    this.err = err;
    this.bar = bar;
    this.clock = clock;
    this.drawnNs = clock.nanoTime() - REDRAW_NS;
  }

  void update(final int done, final int all) {
    if (!bar) {
      return;
    }
    final long nowNs = clock.nanoTime();
    if (nowNs - drawnNs < REDRAW_NS && done < all) {
      return;
    }
    drawnNs = nowNs;
    final int filled = (int) ((long) WIDTH * done / all);
    err.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + all);
    if (done == all) {
      err.println();
    }
    isDrawn = done < all;
    err.flush();
  }

  void say(final String text) {
    err.println((isDrawn ? "\n" : "") + text);
    isDrawn = false;
    err.flush();
  }
}
