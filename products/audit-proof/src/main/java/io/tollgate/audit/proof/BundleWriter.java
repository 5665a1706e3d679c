package io.tollgate.audit.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a bundle, record by record. For one thread. */
public final class BundleWriter {
  private final OutputStream out;
  private final byte[] number = new byte[Long.BYTES];
  private final List<byte[]> checkpoints = new ArrayList<>();
  private final long count;
  private long written;

  /**
   * Begins a bundle.
   *
   * @throws IllegalArgumentException where it would have more records than a bundle may.
   */
  public BundleWriter(final OutputStream out, final BundleHead head) throws IOException {
    if (head.count() < 1 || head.count() > BundleFormat.MAX_RECORDS) {
      throw new IllegalArgumentException(
          "a bundle has 1 to " + BundleFormat.MAX_RECORDS + " records, not " + head.count());
    }
    this.out = out;
    count = head.count();
    out.write(BundleFormat.MAGIC);
    uint16(BundleFormat.VERSION);
    final byte[] origin = head.origin().getBytes(StandardCharsets.US_ASCII);
    uint16(origin.length);
    out.write(origin);
    int64(head.first());
    int64(head.count());
    hashes(head.left());
    out.write(head.anchor());
    hashes(head.right());
    uint16(head.epochs().size());
    for (final ProvenRecord epoch : head.epochs()) {
      sized(epoch.bytes(), 0, epoch.bytes().length);
      hashes(epoch.proof());
    }
    sized(head.checkpoint(), 0, head.checkpoint().length);
  }

  /** Adds the next record. */
  public void record(final byte[] bytes, final int offset, final int length) throws IOException {
    written++;
    sized(bytes, offset, length);
  }

  /**
   * Adds a signed note whose size is within the records, ascending; past the bound it is left out.
   */
  public void checkpoint(final byte[] note) {
    if (checkpoints.size() < BundleFormat.MAX_CHECKPOINTS) {
      checkpoints.add(note);
    }
  }

  /**
   * Ends the bundle.
   *
   * @throws IllegalStateException where not all records were added.
   */
  public void finish() throws IOException {
    if (written != count) {
      throw new IllegalStateException(written + " records were added and not " + count);
    }
    int32(checkpoints.size());
    for (final byte[] note : checkpoints) {
      sized(note, 0, note.length);
    }
    out.flush();
  }

  private void hashes(final List<byte[]> hashes) throws IOException {
    uint16(hashes.size());
    for (final byte[] hash : hashes) {
      out.write(hash);
    }
  }

  private void sized(final byte[] bytes, final int offset, final int length) throws IOException {
    int32(length);
    out.write(bytes, offset, length);
  }

  private void uint16(final int value) throws IOException {
    LittleEndian.putInt16(number, 0, value);
    out.write(number, 0, Short.BYTES);
  }

  private void int32(final int value) throws IOException {
    LittleEndian.putInt32(number, 0, value);
    out.write(number, 0, Integer.BYTES);
  }

  private void int64(final long value) throws IOException {
    LittleEndian.putInt64(number, 0, value);
    out.write(number, 0, Long.BYTES);
  }
}
