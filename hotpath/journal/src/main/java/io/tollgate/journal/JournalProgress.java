package io.tollgate.journal;

/** Hears how far work over the whole journal has come. */
@FunctionalInterface
public interface JournalProgress {
  /** Hears nothing. */
  JournalProgress NONE = (doneBytes, totalBytes) -> {};

  /**
   * Called now and then, and once at the end of each file.
   *
   * @param doneBytes gone through so far
   * @param totalBytes to go through, as known when the work began; a journal that grows may pass it
   */
  void onProgress(long doneBytes, long totalBytes);
}
