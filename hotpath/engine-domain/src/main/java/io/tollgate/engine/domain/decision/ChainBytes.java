package io.tollgate.engine.domain.decision;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A chain where it lies in a message. Mutable and reused; engine thread only. */
public final class ChainBytes {
  private DirectBuffer buffer = new UnsafeBuffer(0, 0);
  private int offset;
  private int length;

  /** Points at a chain. Its form is checked later. */
  public void wrap(final DirectBuffer newBuffer, final int newOffset, final int newLength) {
    buffer = newBuffer;
    offset = newOffset;
    length = newLength;
  }

  /** What holds it. */
  public DirectBuffer buffer() {
    return buffer;
  }

  /** Where it begins. */
  public int offset() {
    return offset;
  }

  /** Bytes of all links. */
  public int length() {
    return length;
  }
}
