package io.tollgate.adminapi.queue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One record of the queue's file: something is queued, or it ended. In bytes, little-endian: {@code
 * u32 length} of what follows the checksum, {@code u32 CRC-32C} of that, {@code u8 type}, id (16),
 * {@code i64} milliseconds since the epoch, text.
 *
 * @param id of the queued write, 32 hex digits.
 * @param atMs when, milliseconds since the epoch.
 * @param text sealed; of a queued write its request, of an ended one its result.
 */
record QueueRecord(Event type, String id, long atMs, String text) {
  /** The longest record, in bytes. */
  static final int MAX_LENGTH = 512 * 1024;

  static final int PREFIX_LENGTH = 8;

  private static final int ID_LENGTH = 16;
  private static final int FIXED_LENGTH = 1 + ID_LENGTH + Long.BYTES;

  /** What happened to a write. Codes never change. */
  enum Event {
    /** It waits. */
    QUEUED(1),
    /** It was done. */
    DONE(2),
    /** It was refused, or took too long. */
    DEAD(3);

    private final int code;

    Event(final int code) {
      this.code = code;
    }

    static Optional<Event> ofCode(final int code) {
      for (final Event type : values()) {
        if (type.code == code) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }

  byte[] toBytes() {
    final byte[] words = text.getBytes(StandardCharsets.UTF_8);
    final int length = FIXED_LENGTH + words.length;
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("a queued write is too long: " + length + " bytes");
    }
    final ByteBuffer bytes =
        ByteBuffer.allocate(PREFIX_LENGTH + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(PREFIX_LENGTH);
    bytes.put((byte) type.code).put(HexFormat.of().parseHex(id)).putLong(atMs).put(words);
    bytes.putInt(0, length).putInt(Integer.BYTES, crc(bytes.array(), PREFIX_LENGTH, length));
    return bytes.array();
  }

  static int crc(final byte[] bytes, final int offset, final int length) {
    final CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /** The record whose bytes, after length and checksum, these are; empty where they are none. */
  static Optional<QueueRecord> of(final byte[] bytes) {
    if (bytes.length < FIXED_LENGTH) {
      return Optional.empty();
    }
    final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    final Optional<Event> type = Event.ofCode(buffer.get());
    final byte[] id = new byte[ID_LENGTH];
    buffer.get(id);
    final long atMs = buffer.getLong();
    final String text =
        new String(bytes, FIXED_LENGTH, bytes.length - FIXED_LENGTH, StandardCharsets.UTF_8);
    return type.map(known -> new QueueRecord(known, HexFormat.of().formatHex(id), atMs, text));
  }
}
