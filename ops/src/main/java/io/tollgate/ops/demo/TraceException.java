package io.tollgate.ops.demo;

/** A trace that cannot be used; the message names the file and the line. */
public final class TraceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TraceException(final String source, final long line, final String message) {
    super(source + ":" + line + ": " + message);
  }
}
