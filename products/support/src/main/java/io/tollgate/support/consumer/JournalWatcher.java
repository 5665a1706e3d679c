package io.tollgate.support.consumer;

import io.tollgate.journal.RecordHandler;

/** Takes in what a {@link JournalFeed} reads. Called by the feed's thread only. */
public interface JournalWatcher extends RecordHandler {
  /**
   * The feed begins, or begins anew because it cannot know what it missed: forget everything.
   *
   * @param position every record after this one will come.
   */
  void onBegin(long position);

  /**
   * Records up to this one were delivered.
   *
   * @param isNewest whether there were no more just then.
   */
  void onFollowed(long position, boolean isNewest);

  /** The feed lost the journal; it tries to go on where it was. */
  void onLost();
}
