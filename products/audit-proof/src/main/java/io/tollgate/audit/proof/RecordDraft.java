package io.tollgate.audit.proof;

import java.util.Arrays;
import java.util.List;

/**
 * A record on its way into a log: what it says. Sequence, record id and previous hash are the log's
 * to give. Used again and again, and then allocates nothing; arrays are looked at when the record
 * is encoded and belong to the caller. For one thread.
 */
public final class RecordDraft {
  private static final byte[] NO_BYTES = {};
  private static final byte[] NO_AGENT = new byte[RecordLayout.ID_LENGTH];

  private AuditSource source = AuditSource.GATE;
  private byte[] eventType = NO_BYTES;
  private byte[] action = NO_BYTES;
  private byte[] resource = NO_BYTES;
  private int resourceLength;
  private byte[] agent = NO_AGENT;
  private int agentAt;
  private MetadataFormat metadataFormat = MetadataFormat.NONE;
  private byte[] metadata = NO_BYTES;
  private int metadataLength;
  private List<SealedField> sealed = List.of();
  private int sealedLength;
  private long position;
  private long timestampNs;

  /** An empty draft. */
  public RecordDraft() {}

  /**
   * Begins anew: no agent, no resource, no metadata, nothing sealed.
   *
   * @param source who it comes from.
   * @param eventType 1 to 255 visible ASCII characters.
   * @param action the same.
   * @param position the journal record's that it was made of; 0 for none.
   * @param timestampNs epoch nanoseconds UTC.
   */
  public RecordDraft begin(
      final AuditSource source,
      final byte[] eventType,
      final byte[] action,
      final long position,
      final long timestampNs) {
    requireName("event type", eventType);
    requireName("action", action);
    this.source = source;
    this.eventType = eventType;
    this.action = action;
    this.position = position;
    this.timestampNs = timestampNs;
    resourceLength = 0;
    agent = NO_AGENT;
    agentAt = 0;
    metadataFormat = MetadataFormat.NONE;
    metadataLength = 0;
    sealed = List.of();
    sealedLength = 0;
    return this;
  }

  /** The agent that it is about: 32 bytes from an offset on. */
  public RecordDraft agent(final byte[] bytes, final int offset) {
    agent = bytes;
    agentAt = offset;
    return this;
  }

  /** What was acted on: up to 255 bytes of UTF-8. */
  public RecordDraft resource(final byte[] utf8, final int length) {
    if (length > RecordLayout.MAX_TEXT_LENGTH || length > utf8.length) {
      throw new IllegalArgumentException("a resource id has at most 255 bytes, not " + length);
    }
    resource = utf8;
    resourceLength = length;
    return this;
  }

  /**
   * What else there is to say.
   *
   * @throws IllegalArgumentException where there are more than 16,384 bytes, or JSON is not UTF-8.
   */
  public RecordDraft metadata(final MetadataFormat format, final byte[] bytes, final int length) {
    if (length > RecordLayout.MAX_METADATA_LENGTH) {
      throw new IllegalArgumentException(
          "metadata has at most "
              + RecordLayout.MAX_METADATA_LENGTH
              + " bytes in an audit record, not "
              + length);
    }
    if (format == MetadataFormat.JSON && !Utf8.isValid(bytes, 0, length)) {
      throw new IllegalArgumentException("metadata is not UTF-8");
    }
    metadataFormat = length == 0 ? MetadataFormat.NONE : format;
    metadata = bytes;
    metadataLength = length;
    return this;
  }

  /** Personal fields, by code ascending, at most four. */
  public RecordDraft sealed(final List<SealedField> fields) {
    int length = 0;
    int last = 0;
    for (final SealedField field : fields) {
      if (field.code() <= last) {
        throw new IllegalArgumentException("sealed fields are not in order");
      }
      last = field.code();
      length += field.encodedLength();
    }
    if (fields.size() > RecordLayout.MAX_SEALED_FIELDS
        || length > RecordLayout.MAX_METADATA_LENGTH) {
      throw new IllegalArgumentException("too much is sealed: " + length + " bytes");
    }
    sealed = List.copyOf(fields);
    sealedLength = length;
    return this;
  }

  /** Whether its event type is that of these ASCII bytes. */
  public boolean isOfType(final byte[] type) {
    return Arrays.equals(eventType, type);
  }

  /** The journal position that it was made of; 0 for none. */
  public long position() {
    return position;
  }

  /** When, epoch nanoseconds UTC. */
  public long timestampNs() {
    return timestampNs;
  }

  /** Bytes it takes, without a signature. */
  public int encodedLength() {
    return RecordLayout.FIXED_LENGTH
        + eventType.length
        + action.length
        + resourceLength
        + metadataLength
        + sealedLength;
  }

  /**
   * Writes the record, without its signature.
   *
   * @param isSigned whether a signature will follow.
   * @return where it ends.
   */
  public int encode(
      final byte[] out,
      final int offset,
      final long sequence,
      final RecordIds ids,
      final byte[] previousHash,
      final boolean isSigned) {
    out[offset + RecordLayout.VERSION_AT] = RecordLayout.VERSION;
    out[offset + RecordLayout.PRODUCT_AT] = (byte) source.code();
    out[offset + RecordLayout.FLAGS_AT] = (byte) (isSigned ? RecordLayout.FLAG_SIGNED : 0);
    out[offset + RecordLayout.EVENT_TYPE_LENGTH_AT] = (byte) eventType.length;
    out[offset + RecordLayout.ACTION_LENGTH_AT] = (byte) action.length;
    out[offset + RecordLayout.RESOURCE_LENGTH_AT] = (byte) resourceLength;
    out[offset + RecordLayout.METADATA_FORMAT_AT] = (byte) metadataFormat.code();
    out[offset + RecordLayout.SEALED_COUNT_AT] = (byte) sealed.size();
    LittleEndian.putInt16(out, offset + RecordLayout.METADATA_LENGTH_AT, metadataLength);
    LittleEndian.putInt16(out, offset + RecordLayout.SEALED_LENGTH_AT, sealedLength);
    LittleEndian.putInt64(out, offset + RecordLayout.SEQUENCE_AT, sequence);
    LittleEndian.putInt64(out, offset + RecordLayout.POSITION_AT, position);
    LittleEndian.putInt64(out, offset + RecordLayout.TIMESTAMP_AT, timestampNs);
    ids.write(out, offset + RecordLayout.RECORD_ID_AT);
    System.arraycopy(
        previousHash, 0, out, offset + RecordLayout.PREVIOUS_HASH_AT, RecordLayout.ID_LENGTH);
    System.arraycopy(
        agent, agentAt, out, offset + RecordLayout.AGENT_ID_AT, RecordLayout.ID_LENGTH);
    int at = offset + RecordLayout.FIXED_LENGTH;
    at = put(eventType, eventType.length, out, at);
    at = put(action, action.length, out, at);
    at = put(resource, resourceLength, out, at);
    at = put(metadata, metadataLength, out, at);
    for (int i = 0; i < sealed.size(); i++) {
      at = sealed.get(i).write(out, at);
    }
    return at;
  }

  private static int put(final byte[] from, final int length, final byte[] out, final int at) {
    System.arraycopy(from, 0, out, at, length);
    return at + length;
  }

  private static void requireName(final String what, final byte[] name) {
    if (name.length < 1
        || name.length > RecordLayout.MAX_TEXT_LENGTH
        || !Utf8.isVisibleAscii(name, 0, name.length)) {
      throw new IllegalArgumentException(
          "an " + what + " has 1 to 255 visible ASCII characters, not " + Arrays.toString(name));
    }
  }
}
