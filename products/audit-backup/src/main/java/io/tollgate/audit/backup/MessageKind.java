package io.tollgate.audit.backup;

/** What a message of a backup topic holds. */
enum MessageKind {
  /** A segment begins; its index and epoch messages follow. */
  SEGMENT(1),
  /** Entries of the index, up to {@link BackupMessage#INDEX_ENTRIES} of them. */
  INDEX(2),
  /** A record that began a key's time, and its path. */
  EPOCH(3),
  /** A record's canonical bytes. */
  RECORD(4),
  /** The signed note that ends a batch. */
  BATCH(5),
  /** A newer checkpoint over no more records. */
  HEAD(6);

  private static final MessageKind[] ALL = values();

  private final int code;

  MessageKind(final int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The kind of a code; null where there is none. */
  static MessageKind ofCode(final int code) {
    for (final MessageKind kind : ALL) {
      if (kind.code == code) {
        return kind;
      }
    }
    return null;
  }
}
