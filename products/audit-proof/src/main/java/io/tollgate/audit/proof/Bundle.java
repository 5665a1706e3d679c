package io.tollgate.audit.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A bundle's bytes taken apart. Nothing in it is believed yet; every count and length was checked
 * against its bound and against the bytes that are there, before anything was set aside for it.
 */
public final class Bundle {
  private static final String LAST_PART = "the checkpoints";

  private final byte[] bytes;
  private int at;
  private String part = "the head";
  private String origin;
  private long first;
  private int[] recordsAt = {};
  private int recordCount;
  private BundleHead head;
  private final List<byte[]> checkpoints = new ArrayList<>();
  private Finding damage;

  private Bundle(final byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes a bundle apart.
   *
   * @throws ProofFormatException where there is not even a head. What is wrong behind it is {@link
   *     #damage}, so that the records in front of the damage can still be looked at.
   */
  public static Bundle parse(final byte[] bytes) {
    final Bundle bundle = new Bundle(bytes);
    bundle.readHead();
    try {
      bundle.readRecords();
      bundle.readCheckpoints();
    } catch (final ProofFormatException e) {
      bundle.damage =
          new Finding(
              e.reason(),
              bundle.part.equals(LAST_PART) ? -1 : bundle.first + bundle.recordsRead(),
              e.getMessage());
    }
    return bundle;
  }

  private void readHead() {
    final byte[] magic = Arrays.copyOfRange(bytes, 0, BundleFormat.MAGIC.length);
    if (!Arrays.equals(magic, BundleFormat.MAGIC)) {
      throw new ProofFormatException(BreakReason.MALFORMED, "this is not an audit bundle");
    }
    at = BundleFormat.MAGIC.length;
    final int version = uint16();
    if (version != BundleFormat.VERSION) {
      throw new ProofFormatException(
          BreakReason.VERSION_UNSUPPORTED, "bundles of version " + version + " are not known");
    }
    final int originLength =
        bounded("the origin's length", uint16(), 1, BundleFormat.MAX_ORIGIN_LENGTH);
    origin = new String(take(originLength), StandardCharsets.US_ASCII);
    if (!VerifierKey.isName(origin)) {
      throw new ProofFormatException(BreakReason.MALFORMED, "the origin is no name of a log");
    }
    first = bounded("the first sequence", int64(), 0, Long.MAX_VALUE >> 1);
    final long count = bounded("the number of records", int64(), 1, BundleFormat.MAX_RECORDS);
    final List<byte[]> left = hashes();
    final byte[] anchor = take(TreeHasher.HASH_LENGTH);
    final List<byte[]> right = hashes();
    final int epochCount = bounded("the number of key epochs", uint16(), 1, KeyTimeline.MAX_EPOCHS);
    final List<ProvenRecord> epochs = new ArrayList<>();
    for (int i = 0; i < epochCount; i++) {
      final byte[] record = take(length("a key epoch's length", RecordLayout.MAX_LENGTH));
      epochs.add(new ProvenRecord(record, hashes()));
    }
    final byte[] note = take(length("the checkpoint's length", SignedNote.MAX_LENGTH));
    head = new BundleHead(origin, first, count, left, anchor, right, epochs, note);
  }

  private void readRecords() {
    final int count = (int) head.count();
    // A record takes at least its length's four bytes, so the bytes that are there bound the array.
    final int[] offsets = new int[Math.min(count, (bytes.length - at) / Integer.BYTES) + 1];
    recordsAt = offsets;
    for (int i = 0; i < count; i++) {
      part = "record " + (first + i);
      need(Integer.BYTES);
      offsets[i] = at;
      skip(length("the length of " + part, RecordLayout.MAX_LENGTH));
      recordCount++;
    }
  }

  private void readCheckpoints() {
    part = LAST_PART;
    final int count = length("the number of checkpoints", BundleFormat.MAX_CHECKPOINTS);
    for (int i = 0; i < count; i++) {
      checkpoints.add(take(length("a checkpoint's length", SignedNote.MAX_LENGTH)));
    }
    if (at != bytes.length) {
      throw new ProofFormatException(
          BreakReason.PADDED, (bytes.length - at) + " bytes follow after the bundle's end");
    }
  }

  private List<byte[]> hashes() {
    final int count = bounded("the number of hashes", uint16(), 0, BundleFormat.MAX_HASHES);
    final List<byte[]> hashes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      hashes.add(take(TreeHasher.HASH_LENGTH));
    }
    return hashes;
  }

  private int length(final String what, final int most) {
    need(Integer.BYTES);
    final int length = LittleEndian.int32(bytes, at);
    at += Integer.BYTES;
    return (int) bounded(what, length, 0L, most);
  }

  private int uint16() {
    need(Short.BYTES);
    final int value = LittleEndian.uint16(bytes, at);
    at += Short.BYTES;
    return value;
  }

  private long int64() {
    need(Long.BYTES);
    final long value = LittleEndian.int64(bytes, at);
    at += Long.BYTES;
    return value;
  }

  private byte[] take(final int length) {
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private void skip(final int length) {
    need(length);
    at += length;
  }

  private void need(final int length) {
    if (length > bytes.length - at) {
      throw new ProofFormatException(
          BreakReason.TRUNCATED, "the bundle ends in " + part + ", at byte " + bytes.length);
    }
  }

  private static int bounded(final String what, final int value, final int least, final int most) {
    return (int) bounded(what, (long) value, least, most);
  }

  private static long bounded(
      final String what, final long value, final long least, final long most) {
    if (value < least || value > most) {
      throw new ProofFormatException(
          BreakReason.MALFORMED, what + " must be " + least + " to " + most + ", not " + value);
    }
    return value;
  }

  /** What surrounds the records. */
  public BundleHead head() {
    return head;
  }

  /** What is wrong behind the head. */
  public Optional<Finding> damage() {
    return Optional.ofNullable(damage);
  }

  /** Records that are there whole. */
  public int recordsRead() {
    return recordCount;
  }

  /** Gives each record to a walk, and each checkpoint behind the record that it covers last. */
  void walk(final RecordWalk walk) {
    int nextNote = 0;
    long nextSize = sizeClaimed(nextNote);
    for (int i = 0; i < recordCount && walk.finding().isEmpty(); i++) {
      final int from = recordsAt[i];
      walk.record(bytes, from + Integer.BYTES, LittleEndian.int32(bytes, from));
      while (nextSize <= first + i + 1) {
        walk.checkpoint(checkpoints.get(nextNote++));
        nextSize = sizeClaimed(nextNote);
      }
    }
  }

  /** The size that a note claims, behind the last none; a bad one is behind the first record. */
  private long sizeClaimed(final int note) {
    if (note == checkpoints.size()) {
      return Long.MAX_VALUE;
    }
    try {
      return Checkpoint.parse(SignedNote.parse(checkpoints.get(note)).text()).size();
    } catch (final ProofFormatException e) {
      return 0;
    }
  }

  /** Record by its place in the bundle, a copy. */
  public byte[] record(final int index) {
    final int from = recordsAt[index];
    return Arrays.copyOfRange(
        bytes, from + Integer.BYTES, from + Integer.BYTES + LittleEndian.int32(bytes, from));
  }
}
