package io.tollgate.audit.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A view of one record's bytes, wherever they lie. Wrapping checks that they are a record and its
 * one encoding; nothing is believed before. Used again and again, and then allocates nothing but
 * what is asked for. For one thread.
 */
public final class AuditRecord {
  private static final int HASH_LENGTH = RecordLayout.ID_LENGTH;

  private byte[] bytes = {};
  private int offset;
  private int length;

  /** A view of nothing yet. */
  public AuditRecord() {}

  /**
   * Looks at bytes.
   *
   * @return why they are no record; null where they are one.
   */
  public String wrap(final byte[] bytes, final int offset, final int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    if (length < RecordLayout.FIXED_LENGTH || length > RecordLayout.MAX_LENGTH) {
      return "a record has not " + length + " bytes";
    }
    if (uint8(RecordLayout.VERSION_AT) != RecordLayout.VERSION) {
      return "version " + uint8(RecordLayout.VERSION_AT) + " is not known";
    }
    if (source() == null) {
      return "product " + uint8(RecordLayout.PRODUCT_AT) + " is not known";
    }
    if ((uint8(RecordLayout.FLAGS_AT) & ~RecordLayout.FLAG_SIGNED) != 0) {
      return "flags " + uint8(RecordLayout.FLAGS_AT) + " are not known";
    }
    if (signatureAt() + (isSigned() ? RecordLayout.SIGNATURE_LENGTH : 0) != offset + length) {
      return "the lengths of its parts do not add up to its own";
    }
    return textDefect();
  }

  private String textDefect() {
    final int format = uint8(RecordLayout.METADATA_FORMAT_AT);
    final int eventType = uint8(RecordLayout.EVENT_TYPE_LENGTH_AT);
    final int action = uint8(RecordLayout.ACTION_LENGTH_AT);
    if (eventType == 0
        || action == 0
        || !Utf8.isVisibleAscii(bytes, offset + RecordLayout.FIXED_LENGTH, eventType + action)) {
      return "its event type or action is not a name";
    }
    if (!Utf8.isValid(bytes, resourceAt(), uint8(RecordLayout.RESOURCE_LENGTH_AT))) {
      return "its resource id is not UTF-8";
    }
    if (MetadataFormat.ofCode(format) == null || (format == 0) != (metadataLength() == 0)) {
      return "metadata of format " + format + " is not known";
    }
    if (metadataLength() > RecordLayout.MAX_METADATA_LENGTH) {
      return "its metadata is too long";
    }
    if (format == MetadataFormat.JSON.code()
        && !Utf8.isValid(bytes, metadataAt(), metadataLength())) {
      return "its metadata is not UTF-8";
    }
    return sealedDefect();
  }

  private String sealedDefect() {
    final int end = signatureAt();
    int at = sealedAt();
    int last = 0;
    for (int i = uint8(RecordLayout.SEALED_COUNT_AT); i > 0; i--) {
      if (end - at < RecordLayout.SEALED_HEADER_LENGTH || LittleEndian.uint8(bytes, at) <= last) {
        return "its sealed fields are not in order";
      }
      last = LittleEndian.uint8(bytes, at);
      final int sealedLength =
          LittleEndian.uint16(bytes, at + RecordLayout.SEALED_HEADER_LENGTH - Short.BYTES);
      if (sealedLength < SealedField.MIN_LENGTH) {
        return "a sealed field is too short";
      }
      at += RecordLayout.SEALED_HEADER_LENGTH + sealedLength;
      if (at > end) {
        return "a sealed field is longer than the record";
      }
    }
    return at == end
            && uint8(RecordLayout.SEALED_COUNT_AT) <= RecordLayout.MAX_SEALED_FIELDS
            && end - sealedAt() <= RecordLayout.MAX_METADATA_LENGTH
        ? null
        : "its sealed fields do not add up";
  }

  /** Who it comes from. */
  public AuditSource source() {
    return AuditSource.ofCode(uint8(RecordLayout.PRODUCT_AT));
  }

  /** Its number in its log, from 0. */
  public long sequence() {
    return LittleEndian.int64(bytes, offset + RecordLayout.SEQUENCE_AT);
  }

  /** The journal position it was made of; 0 for none. */
  public long position() {
    return LittleEndian.int64(bytes, offset + RecordLayout.POSITION_AT);
  }

  /** When, epoch nanoseconds UTC. */
  public long timestampNs() {
    return LittleEndian.int64(bytes, offset + RecordLayout.TIMESTAMP_AT);
  }

  /** Its UUIDv7. */
  public UUID recordId() {
    return new UUID(recordIdHigh(), recordIdLow());
  }

  long recordIdHigh() {
    return Long.reverseBytes(LittleEndian.int64(bytes, offset + RecordLayout.RECORD_ID_AT));
  }

  long recordIdLow() {
    return Long.reverseBytes(
        LittleEndian.int64(bytes, offset + RecordLayout.RECORD_ID_AT + Long.BYTES));
  }

  /** The leaf hash of the record before it, a copy. */
  public byte[] previousHash() {
    return copy(offset + RecordLayout.PREVIOUS_HASH_AT, HASH_LENGTH);
  }

  boolean followsOn(final byte[] hash) {
    final int at = offset + RecordLayout.PREVIOUS_HASH_AT;
    return length >= RecordLayout.FIXED_LENGTH
        && Arrays.equals(bytes, at, at + HASH_LENGTH, hash, 0, HASH_LENGTH);
  }

  /** Whom it is about, a copy; all zero for nobody. */
  public byte[] agentId() {
    return copy(offset + RecordLayout.AGENT_ID_AT, RecordLayout.ID_LENGTH);
  }

  /** What happened. */
  public String eventType() {
    return ascii(offset + RecordLayout.FIXED_LENGTH, uint8(RecordLayout.EVENT_TYPE_LENGTH_AT));
  }

  /** What was done. */
  public String action() {
    return ascii(
        offset + RecordLayout.FIXED_LENGTH + uint8(RecordLayout.EVENT_TYPE_LENGTH_AT),
        uint8(RecordLayout.ACTION_LENGTH_AT));
  }

  /** What it was done to; empty for nothing. */
  public String resourceId() {
    return new String(
        bytes, resourceAt(), uint8(RecordLayout.RESOURCE_LENGTH_AT), StandardCharsets.UTF_8);
  }

  /** What the metadata is. */
  public MetadataFormat metadataFormat() {
    return MetadataFormat.ofCode(uint8(RecordLayout.METADATA_FORMAT_AT));
  }

  /** What else there is to say, a copy. */
  public byte[] metadata() {
    return copy(metadataAt(), metadataLength());
  }

  /** Its personal fields. */
  public List<SealedField> sealedFields() {
    final List<SealedField> fields = new ArrayList<>();
    int at = sealedAt();
    for (int i = uint8(RecordLayout.SEALED_COUNT_AT); i > 0; i--) {
      final SealedField field = SealedField.read(bytes, at);
      fields.add(field);
      at += field.encodedLength();
    }
    return fields;
  }

  /** Whether it carries a signature of its own. */
  public boolean isSigned() {
    return (uint8(RecordLayout.FLAGS_AT) & RecordLayout.FLAG_SIGNED) != 0;
  }

  /** Its own signature, a copy; empty where it has none. */
  public byte[] signature() {
    return copy(signatureAt(), isSigned() ? RecordLayout.SIGNATURE_LENGTH : 0);
  }

  /** What its own signature is over, a copy. */
  public byte[] signedBytes() {
    return copy(offset, signatureAt() - offset);
  }

  /** All of it, a copy. */
  public byte[] toByteArray() {
    return copy(offset, length);
  }

  /** Writes its leaf hash, which is what the next record says of it. */
  public void hash(final TreeHasher hasher, final byte[] out) {
    hasher.leaf(bytes, offset, length, out, 0);
  }

  private int resourceAt() {
    return offset
        + RecordLayout.FIXED_LENGTH
        + uint8(RecordLayout.EVENT_TYPE_LENGTH_AT)
        + uint8(RecordLayout.ACTION_LENGTH_AT);
  }

  private int metadataAt() {
    return resourceAt() + uint8(RecordLayout.RESOURCE_LENGTH_AT);
  }

  private int metadataLength() {
    return LittleEndian.uint16(bytes, offset + RecordLayout.METADATA_LENGTH_AT);
  }

  private int sealedAt() {
    return metadataAt() + metadataLength();
  }

  private int signatureAt() {
    return sealedAt() + LittleEndian.uint16(bytes, offset + RecordLayout.SEALED_LENGTH_AT);
  }

  private int uint8(final int field) {
    return LittleEndian.uint8(bytes, offset + field);
  }

  private byte[] copy(final int from, final int count) {
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  private String ascii(final int from, final int count) {
    return new String(bytes, from, count, StandardCharsets.US_ASCII);
  }
}
