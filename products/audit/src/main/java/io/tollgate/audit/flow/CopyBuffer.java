package io.tollgate.audit.flow;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in PostgreSQL's binary COPY form, which is many times faster than statements. One thread.
 */
public final class CopyBuffer {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final int HEADER_LENGTH = SIGNATURE.length + 2 * Integer.BYTES;
  private static final int NULL_LENGTH = -1;
  private static final short TRAILER = -1;

  private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1024 * 1024);
  private final int fields;
  private int length;
  private int rows;

  /** Rows of so many fields. */
  public CopyBuffer(final int fields) {
    this.fields = fields;
    bytes.putBytes(0, SIGNATURE);
    clear();
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** How many bytes they have so far. */
  public int length() {
    return length;
  }

  /** Forgets the rows. */
  public void clear() {
    length = HEADER_LENGTH;
    rows = 0;
  }

  /** Begins a row; each of its fields follows, in order. */
  public CopyBuffer row() {
    putShort(fields);
    rows++;
    return this;
  }

  /** Adds a smallint. */
  public CopyBuffer int2(final int value) {
    putInt(Short.BYTES);
    putShort(value);
    return this;
  }

  /** Adds an integer. */
  public CopyBuffer int4(final int value) {
    putInt(Integer.BYTES);
    putInt(value);
    return this;
  }

  /** Adds a bigint. */
  public CopyBuffer int8(final long value) {
    putInt(Long.BYTES);
    bytes.putLong(length, value, java.nio.ByteOrder.BIG_ENDIAN);
    length += Long.BYTES;
    return this;
  }

  /** Adds a uuid. */
  public CopyBuffer uuid(final UUID value) {
    putInt(2 * Long.BYTES);
    bytes.putLong(length, value.getMostSignificantBits(), java.nio.ByteOrder.BIG_ENDIAN);
    bytes.putLong(
        length + Long.BYTES, value.getLeastSignificantBits(), java.nio.ByteOrder.BIG_ENDIAN);
    length += 2 * Long.BYTES;
    return this;
  }

  /** Adds nulls. */
  public CopyBuffer nulls(final int count) {
    for (int i = 0; i < count; i++) {
      putInt(NULL_LENGTH);
    }
    return this;
  }

  /** Adds a bytea. */
  public CopyBuffer binary(final DirectBuffer from, final int offset, final int count) {
    putInt(count);
    bytes.putBytes(length, from, offset, count);
    length += count;
    return this;
  }

  /** Adds a text. */
  public CopyBuffer text(final String value) {
    final byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    putInt(utf8.length);
    bytes.putBytes(length, utf8);
    length += utf8.length;
    return this;
  }

  private void putInt(final int value) {
    bytes.putInt(length, value, java.nio.ByteOrder.BIG_ENDIAN);
    length += Integer.BYTES;
  }

  private void putShort(final int value) {
    bytes.putShort(length, (short) value, java.nio.ByteOrder.BIG_ENDIAN);
    length += Short.BYTES;
  }

  /** Copies the rows into a table, within the handle's transaction. */
  public void copyInto(final Handle handle, final String table) {
    if (rows == 0) {
      return;
    }
    bytes.putShort(length, TRAILER, java.nio.ByteOrder.BIG_ENDIAN);
    try {
      final CopyIn copy =
          handle
              .getConnection()
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
      try {
        copy.writeToCopy(bytes.byteArray(), 0, length + Short.BYTES);
        copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (final SQLException ex) {
      throw new org.jdbi.v3.core.statement.UnableToExecuteStatementException(ex, null);
    }
  }
}
