package io.tollgate.audit.proof;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The beginning of a key's time, as the metadata of a record: from the checkpoint after that record
 * on, this key signs. Signed by itself and, but for the first, by the key before.
 */
public final class KeyEpoch {
  /** Bytes of the metadata. */
  public static final int LENGTH = 4 + 32 + 32 + 64 + 64;

  /** Event type of such a record. */
  public static final String EVENT_TYPE = "audit.key-epoch";

  private static final int PUBLIC_KEY_AT = 4;
  private static final int PREVIOUS_KEY_AT = 36;
  private static final int SIGNATURE_AT = 68;
  private static final int PREVIOUS_SIGNATURE_AT = 132;

  private final long sequence;
  private final int number;
  private final byte[] publicKey;

  private KeyEpoch(final long sequence, final int number, final byte[] publicKey) {
    this.sequence = sequence;
    this.number = number;
    this.publicKey = publicKey;
  }

  /**
   * Makes the metadata of the record that begins an epoch.
   *
   * @param sequence of that record.
   * @param number 1 for the first epoch, and so on.
   * @param previous the key before; null for the first epoch.
   */
  public static byte[] encode(
      final String origin,
      final long sequence,
      final int number,
      final Ed25519KeyPair key,
      final Ed25519KeyPair previous) {
    final byte[] out = new byte[LENGTH];
    LittleEndian.putInt32(out, 0, number);
    System.arraycopy(key.publicKey(), 0, out, PUBLIC_KEY_AT, Ed25519.PUBLIC_KEY_LENGTH);
    if (previous != null) {
      System.arraycopy(previous.publicKey(), 0, out, PREVIOUS_KEY_AT, Ed25519.PUBLIC_KEY_LENGTH);
    }
    final byte[] statement = statement(origin, sequence, out);
    sign(key, statement, out, SIGNATURE_AT);
    if (previous != null) {
      sign(previous, statement, out, PREVIOUS_SIGNATURE_AT);
    }
    return out;
  }

  private static void sign(
      final Ed25519KeyPair key, final byte[] statement, final byte[] out, final int at) {
    System.arraycopy(Ed25519.sign(key, statement), 0, out, at, Ed25519.SIGNATURE_LENGTH);
  }

  private static byte[] statement(final String origin, final long sequence, final byte[] metadata) {
    final byte[] head =
        ("tollgate-audit-key-epoch\n" + origin + "\n").getBytes(StandardCharsets.US_ASCII);
    final byte[] out = Arrays.copyOf(head, head.length + Long.BYTES + SIGNATURE_AT);
    LittleEndian.putInt64(out, head.length, sequence);
    System.arraycopy(metadata, 0, out, head.length + Long.BYTES, SIGNATURE_AT);
    return out;
  }

  /**
   * Reads and checks one.
   *
   * @param previous the epoch before; null for the first.
   * @throws ProofFormatException where it does not follow on that one.
   */
  static KeyEpoch read(final String origin, final AuditRecord record, final KeyEpoch previous) {
    final byte[] metadata = record.metadata();
    if (metadata.length != LENGTH || !record.eventType().equals(EVENT_TYPE)) {
      throw invalid(record, "is none");
    }
    final int number = LittleEndian.int32(metadata, 0);
    final byte[] key = Arrays.copyOfRange(metadata, PUBLIC_KEY_AT, PREVIOUS_KEY_AT);
    final byte[] statement = statement(origin, record.sequence(), metadata);
    if (number != (previous == null ? 1 : previous.number + 1)) {
      throw invalid(record, "has number " + number);
    }
    if (!Ed25519.isValidPublicKey(key)
        || !Ed25519.verify(key, statement, signature(metadata, SIGNATURE_AT))) {
      throw invalid(record, "is not signed by its own key");
    }
    if (previous == null) {
      if (record.sequence() != 0 || !LogOrigin.isOf(origin, key)) {
        throw invalid(record, "does not begin this log: its origin names another key");
      }
    } else if (!Arrays.equals(
            previous.publicKey, Arrays.copyOfRange(metadata, PREVIOUS_KEY_AT, SIGNATURE_AT))
        || !Ed25519.verify(
            previous.publicKey, statement, signature(metadata, PREVIOUS_SIGNATURE_AT))) {
      throw invalid(record, "is not signed by the key before");
    }
    return new KeyEpoch(record.sequence(), number, key);
  }

  private static byte[] signature(final byte[] metadata, final int at) {
    return Arrays.copyOfRange(metadata, at, at + Ed25519.SIGNATURE_LENGTH);
  }

  private static ProofFormatException invalid(final AuditRecord record, final String what) {
    return new ProofFormatException(
        BreakReason.KEY_EPOCH_INVALID, "the key epoch in record " + record.sequence() + " " + what);
  }

  /** The key that an epoch's metadata names; nothing is checked. */
  public static byte[] publicKeyOf(final byte[] metadata) {
    return Arrays.copyOfRange(metadata, PUBLIC_KEY_AT, PREVIOUS_KEY_AT);
  }

  /** Of the record that began it. */
  public long sequence() {
    return sequence;
  }

  /** 1 for the first. */
  public int number() {
    return number;
  }

  /** The key that signs, a copy. */
  public byte[] publicKey() {
    return publicKey.clone();
  }
}
