package io.tollgate.audit.index;

/** What the indexing of a log is doing. */
public enum IndexState {
  /** Not started, or closed. */
  STOPPED,
  /** There is no log yet. */
  AWAITING_LOG,
  /** Reading and writing. */
  RUNNING,
  /** Something failed; it tries again after a pause. */
  BACKING_OFF,
  /** The log is not what was indexed, or not what was signed. It looks again after a pause. */
  LOG_CHANGED
}
