package io.tollgate.audit.proof;

/**
 * Where the fields of an audit record lie, version 1. Numbers are little-endian but for the record
 * id, which is a UUID's 16 bytes. Behind the fixed part come, one after the other and without
 * padding, the event type, the action, the resource id, the metadata, the sealed fields and, where
 * the flag says so, a signature. There is exactly one encoding of a record.
 */
public final class RecordLayout {
  /** The layout's version. */
  public static final int VERSION = 1;

  /** Flag: 64 bytes of Ed25519 signature over all bytes in front of them end the record. */
  public static final int FLAG_SIGNED = 1;

  /** Bytes in front of the event type. */
  public static final int FIXED_LENGTH = 116;

  /** Most bytes of an event type, an action and a resource id. */
  public static final int MAX_TEXT_LENGTH = 255;

  /** Most bytes of the metadata, and of all sealed fields together. */
  public static final int MAX_METADATA_LENGTH = 16 * 1024;

  /** Most sealed fields. */
  public static final int MAX_SEALED_FIELDS = 4;

  /** Bytes of an agent id, a hash and a public key. */
  public static final int ID_LENGTH = 32;

  /** Bytes of a record id. */
  public static final int RECORD_ID_LENGTH = 16;

  /** Bytes of a signature. */
  public static final int SIGNATURE_LENGTH = 64;

  /** Most bytes of a record. */
  public static final int MAX_LENGTH =
      FIXED_LENGTH + 3 * MAX_TEXT_LENGTH + 2 * MAX_METADATA_LENGTH + SIGNATURE_LENGTH;

  static final int VERSION_AT = 0;
  static final int PRODUCT_AT = 1;
  static final int FLAGS_AT = 2;
  static final int EVENT_TYPE_LENGTH_AT = 3;
  static final int ACTION_LENGTH_AT = 4;
  static final int RESOURCE_LENGTH_AT = 5;
  static final int METADATA_FORMAT_AT = 6;
  static final int SEALED_COUNT_AT = 7;
  static final int METADATA_LENGTH_AT = 8;
  static final int SEALED_LENGTH_AT = 10;
  static final int SEQUENCE_AT = 12;
  static final int POSITION_AT = 20;
  static final int TIMESTAMP_AT = 28;
  static final int RECORD_ID_AT = 36;
  static final int PREVIOUS_HASH_AT = 52;
  static final int AGENT_ID_AT = 84;

  /** In front of each sealed field: its code, its key's id, and a uint16 length. */
  static final int SEALED_HEADER_LENGTH = 1 + SealedField.KEY_ID_LENGTH + Short.BYTES;

  private RecordLayout() {}
}
