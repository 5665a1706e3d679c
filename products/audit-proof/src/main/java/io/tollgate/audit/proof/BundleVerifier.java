package io.tollgate.audit.proof;

import java.util.List;
import java.util.Optional;

/**
 * Checks a bundle, and needs nothing but the bundle and what its reader trusts: keys that he was
 * given by another way, and checkpoints that he was given before. For one thread.
 */
public final class BundleVerifier {
  private final List<VerifierKey> trusted;
  private final List<byte[]> known;
  private final MerkleProofs proofs = new MerkleProofs();

  /**
   * A verifier.
   *
   * @param trusted keys that somebody vouches for; with none, a bundle can only be shown to agree
   *     with itself and with the key that its origin names.
   * @param known signed checkpoints that were given out before.
   */
  public BundleVerifier(final List<VerifierKey> trusted, final List<byte[]> known) {
    this.trusted = List.copyOf(trusted);
    this.known = List.copyOf(known);
  }

  /** Checks a bundle; hostile bytes are a finding and never an exception. */
  public VerificationReport verify(final byte[] bytes) {
    final Bundle bundle;
    try {
      bundle = Bundle.parse(bytes);
    } catch (final ProofFormatException e) {
      return new VerificationReport(
          "",
          0,
          0,
          0,
          Optional.empty(),
          Optional.empty(),
          false,
          List.of(),
          Optional.of(new Finding(e.reason(), -1, e.getMessage())));
    }
    return new Run(bundle).report();
  }

  private final class Run {
    private final Bundle bundle;
    private final BundleHead head;
    private final KeyTimeline keys;
    private Checkpoint checkpoint;
    private RecordWalk walk;

    Run(final Bundle bundle) {
      this.bundle = bundle;
      head = bundle.head();
      keys = new KeyTimeline(head.origin());
    }

    VerificationReport report() {
      final Optional<Finding> finding = finding();
      final Optional<Checkpoint> proven = Optional.ofNullable(checkpoint);
      return new VerificationReport(
          head.origin(),
          head.first(),
          walk == null ? 0 : walk.records(),
          walk == null ? 0 : walk.checkpoints(),
          proven,
          proven.flatMap(it -> keys.keyAt(it.size())).map(VerifierKey::toString),
          proven.isPresent() && keys.isVouchedFor(checkpoint.size(), trusted),
          uncompared().stream().map(Checkpoint::size).toList(),
          finding);
    }

    private Optional<Finding> finding() {
      try {
        readEpochs();
        final Checkpoint signed = keys.require(head.checkpoint());
        requireEpochsIncluded(signed);
        checkpoint = signed;
        requireSizes();
        walk = newWalk();
        for (final byte[] note : known) {
          walk.know(given(note));
        }
      } catch (final ProofFormatException e) {
        return Optional.of(new Finding(e.reason(), -1, e.getMessage()));
      }
      bundle.walk(walk);
      return walk.finish()
          .or(bundle::damage)
          .or(this::rootFinding)
          .or(this::trustFinding)
          .or(() -> RecordWalk.findingOf(uncompared()));
    }

    /** One of the bundle's own checkpoint's size is compared with that one. */
    private List<Checkpoint> uncompared() {
      return walk == null
          ? List.of()
          : walk.uncompared().stream().filter(it -> it.size() != checkpoint.size()).toList();
    }

    /**
     * What was given out before is the reader's own: it is not judged by the bundle's keys, which
     * may be those of another history.
     */
    private Checkpoint given(final byte[] note) {
      final Checkpoint given = Checkpoint.parse(SignedNote.parse(note).text());
      if (!given.origin().equals(head.origin())) {
        throw new ProofFormatException(
            BreakReason.CHECKPOINT_INVALID,
            "the known checkpoint is of " + given.origin() + ", the bundle of " + head.origin());
      }
      return given;
    }

    private void readEpochs() {
      for (final ProvenRecord epoch : head.epochs()) {
        final AuditRecord record = new AuditRecord();
        final String defect = record.wrap(epoch.bytes(), 0, epoch.bytes().length);
        if (defect != null || !KeyTimeline.isKeyEpoch(record)) {
          throw new ProofFormatException(BreakReason.KEY_EPOCH_INVALID, "a key epoch is none");
        }
        keys.add(record);
      }
    }

    private void requireEpochsIncluded(final Checkpoint signed) {
      for (final ProvenRecord epoch : head.epochs()) {
        final AuditRecord record = new AuditRecord();
        record.wrap(epoch.bytes(), 0, epoch.bytes().length);
        final byte[] leaf = new byte[TreeHasher.HASH_LENGTH];
        record.hash(new TreeHasher(), leaf);
        if (!proofs.isIncluded(
            leaf, record.sequence(), signed.size(), epoch.proof(), signed.root())) {
          throw new ProofFormatException(
              BreakReason.KEY_EPOCH_INVALID,
              "the key epoch in record " + record.sequence() + " is not under the signed root");
        }
      }
    }

    private void requireSizes() {
      final long end = head.first() + head.count();
      if (end > checkpoint.size()
          || head.left().size() != Long.bitCount(head.first())
          || head.right().size() != rightHashes(end)) {
        throw new ProofFormatException(
            BreakReason.PROOF_INVALID,
            "the hashes around records " + head.first() + " to " + (end - 1) + " do not fit");
      }
    }

    private int rightHashes(final long end) {
      int hashes = 0;
      long at = end;
      while (at < checkpoint.size()) {
        at += 1L << CompactRange.levelAt(at, checkpoint.size());
        hashes++;
      }
      return hashes;
    }

    private RecordWalk newWalk() {
      return new RecordWalk(keys, CompactRange.of(head.first(), head.left()), head.anchor());
    }

    private Optional<Finding> rootFinding() {
      final CompactRange all = walk.range().copy();
      for (final byte[] hash : head.right()) {
        all.appendSubtree(CompactRange.levelAt(all.size(), checkpoint.size()), hash, 0);
      }
      if (!checkpoint.hasRoot(all.root())) {
        return Optional.of(
            new Finding(
                BreakReason.PROOF_INVALID,
                head.first(),
                "records "
                    + head.first()
                    + " to "
                    + (head.first() + head.count() - 1)
                    + " and the hashes around them do not lead to the root that was signed"));
      }
      return known.stream()
          .map(this::given)
          .filter(it -> it.size() == checkpoint.size() && !checkpoint.hasRoot(it.root()))
          .map(
              it ->
                  new Finding(
                      BreakReason.FORKED,
                      head.first(),
                      "another root of " + it.size() + " records was given out"))
          .findFirst();
    }

    private Optional<Finding> trustFinding() {
      return trusted.isEmpty() || keys.isVouchedFor(checkpoint.size(), trusted)
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  BreakReason.KEY_UNTRUSTED, -1, "none of the trusted keys led to the signer's"));
    }
  }
}
