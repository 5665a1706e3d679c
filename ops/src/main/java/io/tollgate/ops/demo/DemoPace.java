package io.tollgate.ops.demo;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;

/**
 * How fast a trace is sent: at its own times divided by a speed, whatever the gate does, or one
 * request after the other as fast as the gate answers.
 *
 * @param speed 1 is as it happened; 0 is as fast as possible
 */
record DemoPace(double speed) {

  private static final double MAX_SPEED = 1_000_000;
  private static final int PACED_WINDOW = 1024;
  private static final int MAX_SPEED_WINDOW = 32;

  /** Reads --speed. */
  static DemoPace parse(final String text) {
    if (text.equals("max")) {
      return new DemoPace(0);
    }
    try {
      final double speed = Double.parseDouble(text);
      if (speed > 0 && speed <= MAX_SPEED) {
        return new DemoPace(speed);
      }
    } catch (final NumberFormatException e) {
      throw new CliException(ExitCode.USAGE, message(text), e);
    }
    throw CliException.usage(message(text));
  }

  private static String message(final String text) {
    return "--speed is max, or a number of times faster than it happened, not " + text;
  }

  boolean isPaced() {
    return speed > 0;
  }

  /** The most requests that are open at once. */
  int window() {
    return isPaced() ? PACED_WINDOW : MAX_SPEED_WINDOW;
  }

  /** From when on a request may be sent. */
  long dueNs(final TraceRequest request, final long startNs) {
    return isPaced() ? startNs + (long) (request.offsetNs() / speed) : startNs;
  }

  /** When a request should have been sent; latency counts from then, so that a stall shows. */
  long intendedNs(final TraceRequest request, final long startNs, final long nowNs) {
    return isPaced() ? dueNs(request, startNs) : nowNs;
  }
}
