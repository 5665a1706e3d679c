package io.tollgate.audit.backup;

import io.tollgate.audit.log.LogStart;
import io.tollgate.audit.proof.KeyTimeline;
import io.tollgate.audit.proof.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The key of a message: what it is, of which log, and its number in it. The README describes the
 * bytes.
 *
 * @param kind what the value holds.
 * @param sequence a record's number; of a note, how many records it covers; of index entries, the
 *     first one's number.
 * @param origin the log's name.
 */
record BackupMessage(MessageKind kind, long sequence, String origin) {
  /** Most entries of the index in a message: 96 KiB. */
  static final int INDEX_ENTRIES = 1024;

  private static final int VERSION = 1;
  private static final int KIND_AT = 1;
  private static final int SEQUENCE_AT = 2;
  private static final int ORIGIN_AT = SEQUENCE_AT + Long.BYTES;
  private static final int MAX_ORIGIN_LENGTH = 200;
  private static final int MAX_SEGMENTS = 1 << 20;
  private static final int SEGMENT_LENGTH = 1 + 2 * Integer.BYTES;

  byte[] key() {
    final byte[] name = origin.getBytes(StandardCharsets.US_ASCII);
    final byte[] key = new byte[ORIGIN_AT + name.length];
    key[0] = VERSION;
    key[KIND_AT] = (byte) kind.code();
    LittleEndian.putInt64(key, SEQUENCE_AT, sequence);
    System.arraycopy(name, 0, key, ORIGIN_AT, name.length);
    return key;
  }

  /**
   * Reads a key.
   *
   * @throws BackupException where it is none of this version.
   */
  static BackupMessage read(final byte[] key) {
    if (key == null || key.length <= ORIGIN_AT || key.length > ORIGIN_AT + MAX_ORIGIN_LENGTH) {
      throw new BackupException("a message has no key of a backup");
    }
    if (key[0] != VERSION) {
      throw new BackupException("a message has version " + key[0] + ", which is not known");
    }
    final MessageKind kind = MessageKind.ofCode(key[KIND_AT]);
    if (kind == null) {
      throw new BackupException("a message is of kind " + key[KIND_AT] + ", which is not known");
    }
    return new BackupMessage(
        kind,
        LittleEndian.int64(key, SEQUENCE_AT),
        new String(key, ORIGIN_AT, key.length - ORIGIN_AT, StandardCharsets.US_ASCII));
  }

  /** The value of the message that begins a segment. */
  static byte[] segment(final LogStart start) {
    final byte[] value = new byte[SEGMENT_LENGTH];
    value[0] = (byte) start.level();
    LittleEndian.putInt32(value, 1, start.index().size());
    LittleEndian.putInt32(value, 1 + Integer.BYTES, start.epochs().size());
    return value;
  }

  /** The values of the index messages of a segment's beginning. */
  static List<byte[]> index(final LogStart start) {
    final List<byte[]> values = new ArrayList<>();
    for (int at = 0; at < start.index().size(); at += INDEX_ENTRIES) {
      final List<byte[]> entries =
          start.index().subList(at, Math.min(start.index().size(), at + INDEX_ENTRIES));
      final byte[] value = new byte[entries.size() * LogStart.INDEX_ENTRY_LENGTH];
      for (int i = 0; i < entries.size(); i++) {
        System.arraycopy(
            entries.get(i), 0, value, i * LogStart.INDEX_ENTRY_LENGTH, LogStart.INDEX_ENTRY_LENGTH);
      }
      values.add(value);
    }
    return values;
  }

  /** Gathers what begins a segment from its messages. For one thread. */
  static final class StartReader {
    private final int level;
    private final long first;
    private final int entries;
    private final int epochs;
    private final List<byte[]> index = new ArrayList<>();
    private final List<byte[]> kept = new ArrayList<>();

    StartReader(final long first, final byte[] value) {
      if (value.length != SEGMENT_LENGTH) {
        throw new BackupException("the beginning of a segment has " + value.length + " bytes");
      }
      this.first = first;
      level = value[0];
      entries = LittleEndian.int32(value, 1);
      epochs = LittleEndian.int32(value, 1 + Integer.BYTES);
      if (entries < 0 || entries > MAX_SEGMENTS || epochs < 0 || epochs > KeyTimeline.MAX_EPOCHS) {
        throw new BackupException(
            "no segment has " + entries + " before it and " + epochs + " key epochs");
      }
    }

    void index(final byte[] value) {
      if (value.length == 0
          || value.length % LogStart.INDEX_ENTRY_LENGTH != 0
          || index.size() + value.length / LogStart.INDEX_ENTRY_LENGTH > entries) {
        throw new BackupException("entries of the index do not add up");
      }
      for (int at = 0; at < value.length; at += LogStart.INDEX_ENTRY_LENGTH) {
        index.add(Arrays.copyOfRange(value, at, at + LogStart.INDEX_ENTRY_LENGTH));
      }
    }

    void epoch(final byte[] value) {
      if (kept.size() == epochs) {
        throw new BackupException("there are more key epochs than were announced");
      }
      kept.add(value.clone());
    }

    boolean isWhole() {
      return index.size() == entries && kept.size() == epochs;
    }

    LogStart start() {
      return new LogStart(level, first, index, kept);
    }
  }
}
