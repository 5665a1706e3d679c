package io.tollgate.audit.proof;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays, least significant byte first, at any offset. */
public final class LittleEndian {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  /** One byte, 0 to 255. */
  public static int uint8(final byte[] bytes, final int offset) {
    return bytes[offset] & 0xff;
  }

  /** Two bytes, 0 to 65,535. */
  public static int uint16(final byte[] bytes, final int offset) {
    return (short) SHORTS.get(bytes, offset) & 0xffff;
  }

  /** Four bytes, signed. */
  public static int int32(final byte[] bytes, final int offset) {
    return (int) INTS.get(bytes, offset);
  }

  /** Eight bytes, signed. */
  public static long int64(final byte[] bytes, final int offset) {
    return (long) LONGS.get(bytes, offset);
  }

  /** Writes the lower two bytes of a value. */
  public static void putInt16(final byte[] bytes, final int offset, final int value) {
    SHORTS.set(bytes, offset, (short) value);
  }

  /** Writes four bytes. */
  public static void putInt32(final byte[] bytes, final int offset, final int value) {
    INTS.set(bytes, offset, value);
  }

  /** Writes eight bytes. */
  public static void putInt64(final byte[] bytes, final int offset, final long value) {
    LONGS.set(bytes, offset, value);
  }
}
