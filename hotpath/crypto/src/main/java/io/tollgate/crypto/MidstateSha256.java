package io.tollgate.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * FIPS 180-4 SHA-256 over {@link JdkSha256}: blocks, padding and byte order. Tags continue from the
 * key's midstates, so a message of up to 55 bytes costs two blocks and one of up to 119 bytes costs
 * three. Allocates nothing.
 */
final class MidstateSha256 implements Sha256Core {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int LENGTH_OFFSET = BLOCK_LENGTH - Long.BYTES;

  private final JdkSha256 sha256 = new JdkSha256();
  private final int[] state = sha256.state();
  private final byte[] block = new byte[BLOCK_LENGTH];

  @Override
  public void digest(
      final DirectBuffer in,
      final int offset,
      final int length,
      final byte[] out,
      final int outOffset) {
    sha256.reset();
    absorb(in, offset, length, length);
    writeState(out, outOffset);
  }

  @Override
  public void hmac(
      final HmacSha256Key key,
      final DirectBuffer in,
      final int offset,
      final int length,
      final byte[] out,
      final int outOffset) {
    System.arraycopy(key.innerMidstate(), 0, state, 0, JdkSha256.STATE_INTS);
    absorb(in, offset, length, BLOCK_LENGTH + (long) length);

    writeState(block, 0);
    System.arraycopy(key.outerMidstate(), 0, state, 0, JdkSha256.STATE_INTS);
    finish(DIGEST_LENGTH, BLOCK_LENGTH + (long) DIGEST_LENGTH);
    writeState(out, outOffset);
  }

  @Override
  public void precompute(final byte[] pad, final int[] midstate) {
    sha256.reset();
    sha256.compress(pad);
    System.arraycopy(state, 0, midstate, 0, JdkSha256.STATE_INTS);
  }

  @Override
  public void wipe() {
    sha256.reset();
    Arrays.fill(block, (byte) 0);
  }

  private void absorb(
      final DirectBuffer in, final int offset, final int length, final long hashedLength) {
    int position = offset;
    int remaining = length;
    while (remaining >= BLOCK_LENGTH) {
      in.getBytes(position, block, 0, BLOCK_LENGTH);
      sha256.compress(block);
      position += BLOCK_LENGTH;
      remaining -= BLOCK_LENGTH;
    }
    in.getBytes(position, block, 0, remaining);
    finish(remaining, hashedLength);
  }

  /** Pads and compresses the last block, of which {@code used} bytes are already in place. */
  private void finish(final int used, final long hashedLength) {
    block[used] = (byte) 0x80;
    if (used >= LENGTH_OFFSET) {
      Arrays.fill(block, used + 1, BLOCK_LENGTH, (byte) 0);
      sha256.compress(block);
      Arrays.fill(block, 0, LENGTH_OFFSET, (byte) 0);
    } else {
      Arrays.fill(block, used + 1, LENGTH_OFFSET, (byte) 0);
    }
    LONGS.set(block, LENGTH_OFFSET, hashedLength * Byte.SIZE);
    sha256.compress(block);
  }

  private void writeState(final byte[] out, final int outOffset) {
    for (int i = 0; i < JdkSha256.STATE_INTS; i++) {
      INTS.set(out, outOffset + i * Integer.BYTES, state[i]);
    }
  }
}
