package io.tollgate.support.consumer;

import java.util.Arrays;
import java.util.Optional;

/** What a consumer is doing. */
public enum ConsumerState {
  /** Not started, or closed. */
  STOPPED(0),
  /** There is no journal yet. */
  AWAITING_JOURNAL(1),
  /** Reading and writing. */
  RUNNING(2),
  /** Something failed; it tries again after a pause. */
  BACKING_OFF(3),
  /**
   * The journal ends before the place up to which it was read, or holds other records than those
   * that were read: it lost its tail, or it is another journal. Nothing is written of it; it looks
   * again after a pause.
   */
  JOURNAL_BEHIND(4),
  /** Records that are needed were removed from the journal. */
  JOURNAL_PRUNED(5);

  private final int code;

  ConsumerState(final int code) {
    this.code = code;
  }

  /** How it is written in files. */
  int code() {
    return code;
  }

  static Optional<ConsumerState> ofCode(final int code) {
    return Arrays.stream(values()).filter(state -> state.code == code).findFirst();
  }
}
