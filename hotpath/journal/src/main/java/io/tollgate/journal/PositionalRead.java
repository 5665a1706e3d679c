package io.tollgate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads from a place in a file until there is no more room or no more file. */
final class PositionalRead {
  private PositionalRead() {}

  /**
   * Fills the target from its position to its limit.
   *
   * @param offset in the file of what goes to the target's index 0
   */
  static void fill(final FileChannel channel, final ByteBuffer target, final long offset)
      throws IOException {
    int count = 0;
    while (count >= 0 && target.hasRemaining()) {
      count = channel.read(target, offset + target.position());
    }
  }
}
