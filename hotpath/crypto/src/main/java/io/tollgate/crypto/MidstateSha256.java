package io.tollgate.crypto;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * FIPS 180-4 SHA-256 over {@link JdkSha256}: blocks, padding and byte order. Tags continue from the
 * key's midstates, so a message of up to 55 bytes costs two blocks and one of up to 119 bytes costs
 * three. Allocates nothing.
 *
 * <p>What surrounds the blocks is kept small against them: whole blocks of a message on the heap
 * are compressed where they lie, and padding is written once and stays while lengths stay the same.
 * Callers have checked all bounds, so words are moved without checking them again.
 */
final class MidstateSha256 implements Sha256Core {
  private static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);
  private static final long INTS = UnsafeApi.arrayBaseOffset(int[].class);
  private static final int LENGTH_OFFSET = BLOCK_LENGTH - Long.BYTES;
  private static final boolean IS_LITTLE_ENDIAN =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  private static final int NOT_PADDED = -1;

  private final JdkSha256 sha256 = new JdkSha256();
  private final int[] state = sha256.state();
  private final byte[] block = new byte[BLOCK_LENGTH];
  private final byte[] tail = new byte[BLOCK_LENGTH];
  private final byte[] outer = new byte[BLOCK_LENGTH];
  private int tailUsed = NOT_PADDED;
  private long tailHashedLength;

  MidstateSha256() {
    pad(outer, DIGEST_LENGTH, BLOCK_LENGTH + (long) DIGEST_LENGTH);
  }

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
    computeHmac(key, in, offset, length);
    writeState(out, outOffset);
  }

  @Override
  public boolean isHmac(
      final HmacSha256Key key,
      final DirectBuffer in,
      final int offset,
      final int length,
      final DirectBuffer tag,
      final int tagOffset) {
    computeHmac(key, in, offset, length);
    final byte[] base = tag.byteArray();
    final long at = tag.addressOffset() + tagOffset;
    long difference = 0;
    for (int i = 0; i < DIGEST_LENGTH; i += Long.BYTES) {
      difference |= stateWord(i) ^ UnsafeApi.getLong(base, at + i);
    }
    return difference == 0;
  }

  private void computeHmac(
      final HmacSha256Key key, final DirectBuffer in, final int offset, final int length) {
    setState(key.innerMidstate());
    absorb(in, offset, length, BLOCK_LENGTH + (long) length);

    writeState(outer, 0);
    setState(key.outerMidstate());
    sha256.compress(outer, 0);
  }

  @Override
  public void precompute(final byte[] pad, final int[] midstate) {
    sha256.reset();
    sha256.compress(pad, 0);
    System.arraycopy(state, 0, midstate, 0, JdkSha256.STATE_INTS);
  }

  @Override
  public void wipe() {
    sha256.reset();
    Arrays.fill(block, (byte) 0);
    Arrays.fill(tail, (byte) 0);
    Arrays.fill(outer, 0, DIGEST_LENGTH, (byte) 0);
    tailUsed = NOT_PADDED;
  }

  private void setState(final int[] from) {
    for (int at = 0; at < JdkSha256.STATE_INTS * Integer.BYTES; at += Long.BYTES) {
      UnsafeApi.putLong(state, INTS + at, UnsafeApi.getLong(from, INTS + at));
    }
  }

  private void absorb(
      final DirectBuffer in, final int offset, final int length, final long hashedLength) {
    final byte[] array = in.byteArray();
    final long start = in.addressOffset() + offset;
    long from = start;
    int remaining = length;
    while (remaining >= BLOCK_LENGTH) {
      if (array != null) {
        sha256.compress(array, (int) (from - BYTES));
      } else {
        copy(null, from, block, BLOCK_LENGTH);
        sha256.compress(block, 0);
      }
      from += BLOCK_LENGTH;
      remaining -= BLOCK_LENGTH;
    }
    finish(array, from, remaining, hashedLength);
  }

  /** Pads and compresses the last bytes, fewer than a block. */
  private void finish(
      final byte[] array, final long from, final int remaining, final long hashedLength) {
    if (remaining >= LENGTH_OFFSET) {
      copy(array, from, block, remaining);
      block[remaining] = (byte) 0x80;
      Arrays.fill(block, remaining + 1, BLOCK_LENGTH, (byte) 0);
      sha256.compress(block, 0);
      Arrays.fill(block, 0, LENGTH_OFFSET, (byte) 0);
      putLength(block, hashedLength);
      sha256.compress(block, 0);
      return;
    }
    if (tailUsed != remaining || tailHashedLength != hashedLength) {
      pad(tail, remaining, hashedLength);
      tailUsed = remaining;
      tailHashedLength = hashedLength;
    }
    copy(array, from, tail, remaining);
    sha256.compress(tail, 0);
  }

  private static void pad(final byte[] last, final int used, final long hashedLength) {
    last[used] = (byte) 0x80;
    Arrays.fill(last, used + 1, LENGTH_OFFSET, (byte) 0);
    putLength(last, hashedLength);
  }

  private static void putLength(final byte[] last, final long hashedLength) {
    UnsafeApi.putLong(last, BYTES + LENGTH_OFFSET, bigEndian(hashedLength * Byte.SIZE));
  }

  /** Copies up to a block, word by word; the last word overlaps the one before it. */
  private static void copy(final byte[] array, final long from, final byte[] to, final int length) {
    if (length < Long.BYTES) {
      for (int i = 0; i < length; i++) {
        to[i] = UnsafeApi.getByte(array, from + i);
      }
      return;
    }
    final int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      UnsafeApi.putLong(to, BYTES + i, UnsafeApi.getLong(array, from + i));
    }
    UnsafeApi.putLong(to, BYTES + last, UnsafeApi.getLong(array, from + last));
  }

  /** Two ints at a time: what is read next as longs can then come straight from the stores. */
  private void writeState(final byte[] out, final int outOffset) {
    for (int i = 0; i < DIGEST_LENGTH; i += Long.BYTES) {
      UnsafeApi.putLong(out, BYTES + outOffset + i, stateWord(i));
    }
  }

  /** Eight bytes of the digest, as they are read from memory. */
  private long stateWord(final int at) {
    final long pair = UnsafeApi.getLong(state, INTS + at);
    return IS_LITTLE_ENDIAN ? Long.rotateLeft(Long.reverseBytes(pair), Integer.SIZE) : pair;
  }

  private static long bigEndian(final long value) {
    return IS_LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
  }
}
