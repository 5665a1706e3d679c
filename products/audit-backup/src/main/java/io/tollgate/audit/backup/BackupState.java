package io.tollgate.audit.backup;

/** What the backup does. */
public enum BackupState {
  /** Not started, or closed. */
  STOPPED,
  /** There are no audit logs yet. */
  AWAITING_LOG,
  /** Sends what is signed. */
  RUNNING,
  /** Something failed, the broker perhaps; it tries again after a pause, and the logs wait. */
  BACKING_OFF,
  /** Another backup of the same logs took over. It tries again after a longer pause. */
  FENCED,
  /** A person has to look: the configuration, the topic's settings, or another log in the topic. */
  REFUSED
}
