package io.tollgate.engine.domain.fact;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** UTF-8 text of at most 64 bytes in memory that is reused. One thread. */
public final class ShortText {
  /** Bytes at the most. */
  public static final int MAX_LENGTH = 64;

  private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[MAX_LENGTH]);
  private int length;

  /** The bytes, of which the first {@link #length()} count. */
  public DirectBuffer bytes() {
    return bytes;
  }

  /** How many bytes. */
  public int length() {
    return length;
  }

  /** Empties the text. */
  public void clear() {
    length = 0;
  }

  /**
   * Takes bytes over.
   *
   * @return false, and nothing changed, where there are more than {@link #MAX_LENGTH}.
   */
  public boolean set(final DirectBuffer from, final int offset, final int count) {
    if (count < 0 || count > MAX_LENGTH) {
      return false;
    }
    bytes.putBytes(0, from, offset, count);
    length = count;
    return true;
  }

  /**
   * Takes a string over, for callers that may allocate; as {@link #set(DirectBuffer, int, int)}.
   */
  public boolean set(final String text) {
    final byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return set(new UnsafeBuffer(encoded), 0, encoded.length);
  }

  /** Whether it says the same as bytes elsewhere. */
  public boolean isSame(final DirectBuffer other, final int offset, final int count) {
    if (count != length) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (bytes.getByte(i) != other.getByte(offset + i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return bytes.getStringWithoutLengthUtf8(0, length);
  }
}
