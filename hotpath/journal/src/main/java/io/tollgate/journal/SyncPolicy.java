package io.tollgate.journal;

/**
 * When an appended batch is forced to the disk. A crash of the process alone loses nothing under
 * any of them: the pages belong to the operating system as soon as they are written.
 */
public enum SyncPolicy {
  /**
   * The operating system writes when it likes; power failure loses what it had not written, usually
   * 30 seconds.
   */
  NONE,

  /**
   * A thread of its own forces every interval; power failure loses at most the last interval and a
   * forcing's length.
   */
  INTERVAL,

  /**
   * Every append returns after its batch is on the disk; power failure loses no batch whose append
   * returned.
   */
  EVERY_BATCH
}
