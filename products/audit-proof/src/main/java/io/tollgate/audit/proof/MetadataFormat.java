package io.tollgate.audit.proof;

/** What a record's metadata is. */
public enum MetadataFormat {
  /** There is none. */
  NONE(0),
  /** A record of the journal, SBE schema 1002, its header first. */
  JOURNAL(1),
  /** JSON in UTF-8. */
  JSON(2),
  /** A {@link KeyEpoch}. */
  KEY_EPOCH(3);

  private static final MetadataFormat[] VALUES = values();

  private final int code;

  MetadataFormat(final int code) {
    this.code = code;
  }

  /** Its number in a record. */
  public int code() {
    return code;
  }

  /** The format of a number; null where there is none. */
  static MetadataFormat ofCode(final int code) {
    return code < VALUES.length ? VALUES[code] : null;
  }
}
