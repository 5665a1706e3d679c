package io.tollgate.audit.proof;

import java.util.Arrays;

/**
 * A personal field of a record: ciphertext under the key of the person it is about. Once the key is
 * destroyed the field says nothing any more, and the record and all its proofs stay as they were.
 */
public final class SealedField {
  /** Bytes of a subject key's id. */
  public static final int KEY_ID_LENGTH = 16;

  /** Fewest bytes of ciphertext: a nonce and a tag. */
  static final int MIN_LENGTH = 28;

  private final int code;
  private final byte[] keyId;
  private final byte[] ciphertext;

  /**
   * A sealed field.
   *
   * @param code which field it is, 1 to 255.
   * @param keyId of the subject's key, 16 bytes.
   * @param ciphertext 12 bytes of nonce, then AES-256-GCM's output with its tag; associated data
   *     are the record's journal position and this code.
   */
  public SealedField(final int code, final byte[] keyId, final byte[] ciphertext) {
    if (code < 1
        || code > 255
        || keyId.length != KEY_ID_LENGTH
        || ciphertext.length < MIN_LENGTH
        || ciphertext.length > RecordLayout.MAX_METADATA_LENGTH) {
      throw new IllegalArgumentException("not a sealed field");
    }
    this.code = code;
    this.keyId = keyId.clone();
    this.ciphertext = ciphertext.clone();
  }

  /** Reads one that was checked. */
  static SealedField read(final byte[] bytes, final int offset) {
    final int keyAt = offset + 1;
    final int lengthAt = keyAt + KEY_ID_LENGTH;
    final int from = lengthAt + Short.BYTES;
    return new SealedField(
        LittleEndian.uint8(bytes, offset),
        Arrays.copyOfRange(bytes, keyAt, lengthAt),
        Arrays.copyOfRange(bytes, from, from + LittleEndian.uint16(bytes, lengthAt)));
  }

  /** Bytes it takes in a record. */
  public int encodedLength() {
    return RecordLayout.SEALED_HEADER_LENGTH + ciphertext.length;
  }

  /** Writes it; returns where it ends. */
  int write(final byte[] out, final int offset) {
    out[offset] = (byte) code;
    System.arraycopy(keyId, 0, out, offset + 1, KEY_ID_LENGTH);
    LittleEndian.putInt16(out, offset + 1 + KEY_ID_LENGTH, ciphertext.length);
    System.arraycopy(
        ciphertext, 0, out, offset + RecordLayout.SEALED_HEADER_LENGTH, ciphertext.length);
    return offset + encodedLength();
  }

  /** Which field it is. */
  public int code() {
    return code;
  }

  /** Id of the key that opens it, a copy. */
  public byte[] keyId() {
    return keyId.clone();
  }

  /** Nonce, ciphertext and tag, a copy. */
  public byte[] ciphertext() {
    return ciphertext.clone();
  }
}
