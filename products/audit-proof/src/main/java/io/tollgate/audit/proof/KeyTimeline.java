package io.tollgate.audit.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which key signed when, by the log's own records. For one thread. */
public final class KeyTimeline {
  /** Most epochs of a log. */
  public static final int MAX_EPOCHS = 1000;

  private final String origin;
  private final List<KeyEpoch> epochs = new ArrayList<>();
  private final List<VerifierKey> keys = new ArrayList<>();

  /** Of a log. */
  public KeyTimeline(final String origin) {
    this.origin = origin;
  }

  /** The log's name. */
  public String origin() {
    return origin;
  }

  /** Whether a record begins an epoch. */
  public static boolean isKeyEpoch(final AuditRecord record) {
    return record.source() == AuditSource.AUDIT
        && record.metadataFormat() == MetadataFormat.KEY_EPOCH;
  }

  /**
   * Takes in the record that begins the next epoch; one that is known already changes nothing.
   *
   * @throws ProofFormatException where it does not follow on the epoch before.
   */
  public void add(final AuditRecord record) {
    final long sequence = record.sequence();
    if (epochs.stream().anyMatch(epoch -> epoch.sequence() == sequence)) {
      return;
    }
    final KeyEpoch last = epochs.isEmpty() ? null : epochs.get(epochs.size() - 1);
    if (epochs.size() == MAX_EPOCHS || (last != null && sequence <= last.sequence())) {
      throw new ProofFormatException(
          BreakReason.KEY_EPOCH_INVALID,
          "the key epoch in record " + sequence + " is out of order");
    }
    final KeyEpoch epoch = KeyEpoch.read(origin, record, last);
    epochs.add(epoch);
    keys.add(new VerifierKey(origin, epoch.publicKey()));
  }

  /** The epochs so far. */
  public List<KeyEpoch> epochs() {
    return List.copyOf(epochs);
  }

  /** The key that signs a checkpoint of a size. */
  public Optional<VerifierKey> keyAt(final long size) {
    for (int i = epochs.size() - 1; i >= 0; i--) {
      if (size > epochs.get(i).sequence() + 1 || i == 0) {
        return Optional.of(keys.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a checkpoint and checks who signed it.
   *
   * @throws ProofFormatException where it is another log's, or not signed by the key in force.
   */
  public Checkpoint require(final byte[] note) {
    final SignedNote signed = SignedNote.parse(note);
    final Checkpoint checkpoint = Checkpoint.parse(signed.text());
    if (!checkpoint.origin().equals(origin)) {
      throw new ProofFormatException(
          BreakReason.CHECKPOINT_INVALID,
          "a checkpoint of " + checkpoint.origin() + " stands in " + origin);
    }
    final Optional<VerifierKey> key = keyAt(checkpoint.size());
    if (key.isEmpty() || signed.verdict(key.get()) != SignedNote.Verdict.VALID) {
      throw notSigned(signed, checkpoint, key);
    }
    return checkpoint;
  }

  private ProofFormatException notSigned(
      final SignedNote signed, final Checkpoint checkpoint, final Optional<VerifierKey> inForce) {
    final String which = "the checkpoint of " + checkpoint.size() + " records ";
    if (inForce.isPresent() && signed.verdict(inForce.get()) == SignedNote.Verdict.OTHER_KEY) {
      for (int i = 0; i < keys.size(); i++) {
        if (signed.verdict(keys.get(i)) == SignedNote.Verdict.VALID) {
          return new ProofFormatException(
              BreakReason.KEY_SUPERSEDED,
              which + "is signed by the key of epoch " + (i + 1) + ", which was not in force");
        }
      }
      return new ProofFormatException(
          BreakReason.KEY_UNTRUSTED, which + "is signed by a key that is not the log's");
    }
    return new ProofFormatException(
        BreakReason.CHECKPOINT_INVALID, which + "does not have a signature that fits");
  }

  /** Whether the key of a size, or one that led to it, is among those that somebody vouches for. */
  public boolean isVouchedFor(final long size, final List<VerifierKey> trusted) {
    for (int i = 0; i < keys.size(); i++) {
      if (trusted.contains(keys.get(i)) && (i == 0 || size > epochs.get(i).sequence() + 1)) {
        return true;
      }
    }
    return false;
  }
}
