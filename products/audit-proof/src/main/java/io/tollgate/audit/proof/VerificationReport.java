package io.tollgate.audit.proof;

import java.util.List;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param origin the log's name.
 * @param first sequence of the first record.
 * @param records found good, one after the other from the first.
 * @param checkpoints whose signature and root were found good.
 * @param checkpoint the one that everything was proven against; empty where it is not good.
 * @param signer the key that signed it, in the text form of {@link VerifierKey}; empty as above.
 * @param isVouchedFor whether that key, or one that led to it, was among the trusted.
 * @param uncompared sizes of the known checkpoints that nothing here could be compared with.
 * @param finding the first thing that is wrong; empty where nothing is.
 */
public record VerificationReport(
    String origin,
    long first,
    long records,
    long checkpoints,
    Optional<Checkpoint> checkpoint,
    Optional<String> signer,
    boolean isVouchedFor,
    List<Long> uncompared,
    Optional<Finding> finding) {

  /** Keeps a copy. */
  public VerificationReport {
    uncompared = List.copyOf(uncompared);
  }

  /** Whether everything is as it was signed. */
  public boolean isIntact() {
    return finding.isEmpty();
  }
}
