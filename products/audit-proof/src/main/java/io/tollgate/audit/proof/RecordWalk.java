package io.tollgate.audit.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Goes through a log's records in order, with the checkpoints that were signed on the way, and
 * finds the first that is not what was signed. It always holds one record back: only the record
 * after it tells whether a broken link is its own fault or that of the one before. For one thread.
 */
public final class RecordWalk {
  private final KeyTimeline keys;
  private final CompactRange range;
  private final TreeHasher hasher = new TreeHasher();
  private final TreeMap<Long, List<Checkpoint>> known = new TreeMap<>();
  private final List<byte[]> notes = new ArrayList<>();
  private final long first;
  private final byte[] previous;
  private byte[] leaf = new byte[TreeHasher.HASH_LENGTH];
  private HeldRecord held = new HeldRecord();
  private HeldRecord after = new HeldRecord();
  private long idHigh;
  private long idLow;
  private long agreedSize;
  private long records;
  private long checkpoints;
  private Finding finding;

  /**
   * A walk.
   *
   * @param keys the epochs known so far; those that are come upon are added.
   * @param left the tree of all records before the first.
   * @param anchor the leaf hash of the record before the first, or the log's genesis.
   */
  public RecordWalk(final KeyTimeline keys, final CompactRange left, final byte[] anchor) {
    this.keys = keys;
    range = left;
    first = left.size();
    agreedSize = first;
    previous = anchor.clone();
  }

  /** A checkpoint that was given out before, with which the log must agree where it covers it. */
  public void know(final Checkpoint checkpoint) {
    known.computeIfAbsent(checkpoint.size(), size -> new ArrayList<>()).add(checkpoint);
    if (checkpoint.size() == first && !checkpoint.hasRoot(range.root())) {
      fail(BreakReason.FORKED, first - 1, disagreement(checkpoint));
    }
  }

  /**
   * The known checkpoints that nothing could be compared with so far: they end before the first
   * record, or behind the last that was found good.
   */
  public List<Checkpoint> uncompared() {
    return known.values().stream()
        .flatMap(List::stream)
        .filter(checkpoint -> checkpoint.size() < first || checkpoint.size() > range.size())
        .toList();
  }

  /** What is wrong where known checkpoints were not compared; empty where all were. */
  public static Optional<Finding> findingOf(final List<Checkpoint> uncompared) {
    return uncompared.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                BreakReason.KNOWN_NOT_COMPARED,
                -1,
                "not compared, for they end outside the records that are here: known checkpoints of "
                    + uncompared.stream()
                        .map(checkpoint -> Long.toString(checkpoint.size()))
                        .collect(Collectors.joining(", "))
                    + " records"));
  }

  /** Takes the next record. */
  public void record(final byte[] bytes, final int offset, final int length) {
    if (finding != null) {
      return;
    }
    after.hold(bytes, offset, length);
    if (held.isThere()) {
      process();
    }
    final HeldRecord processed = held;
    held = after;
    after = processed;
    after.release();
  }

  /** Takes the signed note that covers all records so far. */
  public void checkpoint(final byte[] note) {
    if (finding == null) {
      notes.add(note);
    }
  }

  /** Ends the walk; returns the first thing that is wrong. */
  public Optional<Finding> finish() {
    if (finding == null && held.isThere()) {
      process();
      held.release();
    }
    return Optional.ofNullable(finding);
  }

  /** The first thing that is wrong so far. */
  public Optional<Finding> finding() {
    return Optional.ofNullable(finding);
  }

  /** Sequence that the next record must have. */
  public long nextSequence() {
    return range.size() + (held.isThere() ? 1 : 0);
  }

  /** The tree of all records that were found good. */
  public CompactRange range() {
    return range;
  }

  /** Leaf hash of the last record that was found good; the anchor where there is none. */
  public byte[] lastLeaf() {
    return previous.clone();
  }

  /** Lets record ids go on after that record's. */
  public void resume(final RecordIds ids) {
    ids.resumeAfter(idHigh, idLow);
  }

  /** Records found good. */
  public long records() {
    return records;
  }

  /** Checkpoints found good. */
  public long checkpoints() {
    return checkpoints;
  }

  private void process() {
    final long expected = range.size();
    if (held.defect() != null) {
      fail(BreakReason.RECORD_UNREADABLE, expected, "record " + expected + ": " + held.defect());
      return;
    }
    final AuditRecord current = held.view();
    if (current.sequence() != expected) {
      disorder(current, expected);
      return;
    }
    current.hash(hasher, leaf);
    if (!current.followsOn(previous)) {
      brokenLink(expected);
      return;
    }
    checkContent(current, expected);
    if (finding != null) {
      return;
    }
    range.append(leaf, 0);
    records++;
    compareNotes(expected);
    compareKnown();
    System.arraycopy(leaf, 0, previous, 0, leaf.length);
  }

  private void checkContent(final AuditRecord current, final long expected) {
    final long high = current.recordIdHigh();
    final long low = current.recordIdLow();
    final int order = Long.compareUnsigned(high, idHigh);
    if (order < 0 || (order == 0 && Long.compareUnsigned(low, idLow) <= 0)) {
      fail(
          BreakReason.RECORD_ID_NOT_ASCENDING,
          expected,
          "the id of record " + expected + " does not come after the one before");
      return;
    }
    idHigh = high;
    idLow = low;
    if (KeyTimeline.isKeyEpoch(current)) {
      try {
        keys.add(current);
      } catch (final ProofFormatException e) {
        fail(e.reason(), expected, e.getMessage());
        return;
      }
    }
    if (current.isSigned()) {
      final Optional<VerifierKey> key = keys.keyAt(expected + 1);
      if (key.isEmpty() || !key.get().verifies(current.signedBytes(), current.signature())) {
        fail(
            BreakReason.RECORD_SIGNATURE_INVALID,
            expected,
            "record " + expected + " has a signature of its own that does not fit");
      }
    }
  }

  private void disorder(final AuditRecord current, final long expected) {
    final long found = current.sequence();
    final long behind = after.isRecord() ? after.view().sequence() : -1;
    if (current.followsOn(previous)) {
      fail(
          BreakReason.RECORD_ALTERED,
          expected,
          "record " + expected + " follows on the one before but says it is number " + found);
    } else if (found < expected) {
      fail(
          BreakReason.RECORD_DUPLICATED,
          found,
          "record " + found + " stands again where record " + expected + " belongs");
    } else if (behind == expected || behind == expected + 1) {
      fail(
          BreakReason.RECORDS_SWAPPED,
          expected,
          "record " + found + " stands in the place of record " + expected);
    } else {
      fail(
          BreakReason.RECORD_MISSING,
          expected,
          found == expected + 1
              ? "record " + expected + " is missing"
              : "records " + expected + " to " + (found - 1) + " are missing");
    }
  }

  /** The held record does not hold the hash of the one before: whose fault is it? */
  private void brokenLink(final long expected) {
    final boolean isSound =
        after.isRecord() ? after.view().followsOn(leaf) : !fitsWhenMended(expected);
    if (!isSound) {
      fail(
          BreakReason.RECORD_ALTERED,
          expected,
          "record " + expected + " neither follows on the one before nor is followed on");
    } else if (agreedSize == expected) {
      fail(
          expected == first ? BreakReason.PROOF_INVALID : BreakReason.HISTORY_REWRITTEN,
          expected,
          "record " + expected + " follows on another record than the one before");
    } else {
      fail(
          BreakReason.RECORD_ALTERED,
          expected - 1,
          "record "
              + (expected - 1)
              + " does not hash to what record "
              + expected
              + " holds of it");
    }
  }

  /** Whether the last record, given the right previous hash, leads to the root that was signed. */
  private boolean fitsWhenMended(final long expected) {
    final byte[] mended = held.view().toByteArray();
    System.arraycopy(previous, 0, mended, RecordLayout.PREVIOUS_HASH_AT, previous.length);
    final byte[] mendedLeaf = new byte[TreeHasher.HASH_LENGTH];
    hasher.leaf(mended, 0, mended.length, mendedLeaf, 0);
    final CompactRange copy = range.copy();
    copy.append(mendedLeaf, 0);
    final byte[] root = copy.root();
    try {
      return agreedSize == expected
          || notes.stream().map(keys::require).anyMatch(claim -> claim.hasRoot(root));
    } catch (final ProofFormatException e) {
      return false;
    }
  }

  private void compareNotes(final long last) {
    for (final byte[] note : notes) {
      final Checkpoint claim;
      try {
        claim = keys.require(note);
      } catch (final ProofFormatException e) {
        fail(e.reason(), last, e.getMessage());
        return;
      }
      if (claim.size() != range.size()) {
        fail(
            BreakReason.CHECKPOINT_INVALID,
            last,
            "a checkpoint of " + claim.size() + " records stands behind record " + last);
        return;
      }
      if (!claim.hasRoot(range.root())) {
        rootMismatch(last);
        return;
      }
      checkpoints++;
    }
    if (!notes.isEmpty()) {
      agreedSize = range.size();
      notes.clear();
    }
  }

  private void rootMismatch(final long last) {
    if (agreedSize == last || !after.isRecord() || !after.view().followsOn(leaf)) {
      fail(
          BreakReason.RECORD_ALTERED,
          last,
          "record " + last + " does not lead to the root that was signed over it");
    } else {
      fail(
          BreakReason.HISTORY_REWRITTEN,
          agreedSize,
          "records "
              + agreedSize
              + " to "
              + last
              + " agree with each other but not with the root that was signed over them");
    }
  }

  private void compareKnown() {
    final List<Checkpoint> claims = known.get(range.size());
    if (finding == null && claims != null) {
      final byte[] root = range.root();
      claims.stream()
          .filter(claim -> !claim.hasRoot(root))
          .findFirst()
          .ifPresent(claim -> fail(BreakReason.FORKED, lastKnownGood(claim), disagreement(claim)));
    }
  }

  /** First record after the last known checkpoint that did agree. */
  private long lastKnownGood(final Checkpoint claim) {
    final Long before = known.lowerKey(claim.size());
    return before == null || before < first ? first : before;
  }

  private static String disagreement(final Checkpoint claim) {
    return "the first "
        + claim.size()
        + " records are not those of the checkpoint that was given out";
  }

  private void fail(final BreakReason reason, final long sequence, final String explanation) {
    if (finding == null) {
      finding = new Finding(reason, sequence, explanation);
    }
  }
}
