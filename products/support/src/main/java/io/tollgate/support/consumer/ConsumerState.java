package io.tollgate.support.consumer;

/** What a consumer is doing. */
public enum ConsumerState {
  /** Not started, or closed. */
  STOPPED,
  /** There is no journal yet. */
  AWAITING_JOURNAL,
  /** Reading and writing. */
  RUNNING,
  /** Something failed; it tries again after a pause. */
  BACKING_OFF,
  /**
   * The journal ends before the read model, or holds other records than those that were read: it
   * lost its tail, or it is another journal. Nothing is written; it looks again after a pause.
   */
  JOURNAL_BEHIND,
  /** Records that the read model needs were removed from the journal. */
  JOURNAL_PRUNED
}
