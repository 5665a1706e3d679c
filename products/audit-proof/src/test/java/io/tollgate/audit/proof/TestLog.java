package io.tollgate.audit.proof;

import io.tollgate.crypto.Ed25519KeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** A log in memory, and the bundles made of it. The same records make the same bytes but ids. */
final class TestLog {
  private static final long TIME_NS = 1_700_000_000_000_000_000L;

  final List<byte[]> records = new ArrayList<>();
  final List<byte[]> leaves = new ArrayList<>();
  final TreeMap<Long, byte[]> checkpoints = new TreeMap<>();
  private final TreeMap<Integer, byte[]> epochs = new TreeMap<>();
  final String origin;
  private final RecordIds ids = new RecordIds();
  private final CompactRange range = new CompactRange();
  private Ed25519KeyPair key;
  private byte[] previous;
  private int epoch;

  TestLog() {
    key = pair(1);
    origin = LogOrigin.of(key.publicKey(), "ledger");
    previous = LogOrigin.genesis(origin);
    beginEpoch(key, null);
    sign();
  }

  static Ed25519KeyPair pair(final int number) {
    final byte[] seed = new byte[32];
    seed[0] = (byte) number;
    return Ed25519KeyPair.fromSeed(seed);
  }

  VerifierKey key() {
    return new VerifierKey(origin, key.publicKey());
  }

  /** Appends so many records, and one checkpoint. */
  TestLog batch(final int count) {
    for (int i = 0; i < count; i++) {
      append(draft("checked " + records.size()), false);
    }
    sign();
    return this;
  }

  TestLog signedRecord() {
    append(draft("signed"), true);
    sign();
    return this;
  }

  TestLog rotate(final int number) {
    final Ed25519KeyPair next = pair(number);
    beginEpoch(next, key);
    sign();
    key = next;
    return this;
  }

  private void beginEpoch(final Ed25519KeyPair next, final Ed25519KeyPair before) {
    final byte[] metadata = KeyEpoch.encode(origin, records.size(), ++epoch, next, before);
    append(
        new RecordDraft()
            .begin(AuditSource.AUDIT, ascii(KeyEpoch.EVENT_TYPE), ascii("begin"), 0, TIME_NS)
            .metadata(MetadataFormat.KEY_EPOCH, metadata, metadata.length),
        false);
    epochs.put(records.size() - 1, records.get(records.size() - 1));
  }

  private RecordDraft draft(final String resource) {
    final byte[] metadata = ascii("{\"n\":1}");
    return new RecordDraft()
        .begin(AuditSource.GATE, ascii("gate.checked"), ascii("check"), records.size(), TIME_NS)
        .agent(ascii("0123456789abcdef0123456789abcdef"), 0)
        .resource(ascii(resource), resource.length())
        .metadata(MetadataFormat.JSON, metadata, metadata.length)
        .sealed(List.of(new SealedField(1, new byte[16], new byte[30])));
  }

  private void append(final RecordDraft draft, final boolean isSigned) {
    ids.next(TIME_NS / 1_000_000);
    byte[] bytes = new byte[draft.encodedLength()];
    draft.encode(bytes, 0, records.size(), ids, previous, isSigned);
    if (isSigned) {
      final byte[] signature = io.tollgate.crypto.Ed25519.sign(key, bytes);
      final int length = bytes.length;
      bytes = Arrays.copyOf(bytes, length + signature.length);
      System.arraycopy(signature, 0, bytes, length, signature.length);
    }
    records.add(bytes);
    previous = MemoryTree.leafHash(bytes);
    leaves.add(previous);
    range.append(previous, 0);
  }

  void sign() {
    checkpoints.put(range.size(), checkpoint(range.size(), range.root(), key));
  }

  byte[] checkpoint(final long size, final byte[] root, final Ed25519KeyPair by) {
    return SignedNote.sign(
        new Checkpoint(origin, size, root, TIME_NS, size).text(),
        new VerifierKey(origin, by.publicKey()),
        by);
  }

  byte[] bundle(final int first, final int count) {
    final MemoryTree tree = new MemoryTree(leaves);
    final int size = checkpoints.lastKey().intValue();
    final CompactRange left = new CompactRange();
    for (int i = 0; i < first; i++) {
      left.append(leaves.get(i), 0);
    }
    final List<byte[]> right = new ArrayList<>();
    for (long at = (long) first + count; at < size; ) {
      final int level = CompactRange.levelAt(at, size);
      right.add(tree.node(level, at >> level));
      at += 1L << level;
    }
    final List<ProvenRecord> proven =
        epochs.entrySet().stream()
            .map(
                it ->
                    new ProvenRecord(
                        it.getValue(), new MerkleProofs().inclusion(tree, it.getKey(), size)))
            .toList();
    final BundleHead head =
        new BundleHead(
            origin,
            first,
            count,
            left.subtreeRoots(),
            first == 0 ? LogOrigin.genesis(origin) : leaves.get(first - 1),
            right,
            proven,
            checkpoints.lastEntry().getValue());
    return write(head, first, count);
  }

  private byte[] write(final BundleHead head, final int first, final int count) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      final BundleWriter writer = new BundleWriter(out, head);
      for (final byte[] record : records.subList(first, first + count)) {
        writer.record(record, 0, record.length);
      }
      checkpoints
          .subMap((long) first, false, (long) first + count, true)
          .values()
          .forEach(writer::checkpoint);
      writer.finish();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
