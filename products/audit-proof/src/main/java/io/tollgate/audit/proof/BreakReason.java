package io.tollgate.audit.proof;

/** Why a log or a bundle is not what was signed. */
public enum BreakReason {
  /** The bytes end too early. */
  TRUNCATED,
  /** Bytes follow after the end. */
  PADDED,
  /** A length or a count is out of bounds, or a part is not what it must be. */
  MALFORMED,
  /** Written in a version that this verifier does not know. */
  VERSION_UNSUPPORTED,
  /** A record's bytes are no record. */
  RECORD_UNREADABLE,
  /** A record does not have the bytes that were signed. */
  RECORD_ALTERED,
  /** Records are gone from the middle. */
  RECORD_MISSING,
  /** Records stand in each other's place. */
  RECORDS_SWAPPED,
  /** A record stands there twice. */
  RECORD_DUPLICATED,
  /** A record id does not come after the one before. */
  RECORD_ID_NOT_ASCENDING,
  /** A record's own signature does not fit. */
  RECORD_SIGNATURE_INVALID,
  /** Records agree with each other, but not with the root that was signed. */
  HISTORY_REWRITTEN,
  /** A checkpoint that was given out says otherwise: there are two histories. */
  FORKED,
  /** Records that a checkpoint covers are no longer there. */
  TAIL_CUT,
  /** A checkpoint that was given out lies outside what is shown, and was not compared. */
  KNOWN_NOT_COMPARED,
  /** A signature does not fit, or a checkpoint is not one. */
  CHECKPOINT_INVALID,
  /** Signed by a key that was not, or no longer, in force. */
  KEY_SUPERSEDED,
  /** A change of keys that the key before did not sign. */
  KEY_EPOCH_INVALID,
  /** Signed by a key that nobody vouches for. */
  KEY_UNTRUSTED,
  /** The hashes around the records do not lead to the root that was signed. */
  PROOF_INVALID,
  /** A segment file is there twice. */
  SEGMENT_DUPLICATED,
  /** A segment file is gone, and was not pruned. */
  SEGMENT_MISSING,
  /** What stands around the records in a segment file was changed. */
  FRAME_ALTERED,
  /** The index lacks segments that it had. */
  INDEX_ROLLED_BACK,
  /** The index disagrees with the segments. */
  INDEX_ALTERED
}
