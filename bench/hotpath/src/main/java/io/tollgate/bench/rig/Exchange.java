package io.tollgate.bench.rig;

/**
 * Requests on their way to whoever answers them, one answer each, in order. The correlation id is
 * the moment at which the request was meant to be sent, {@link System#nanoTime()}. One thread;
 * allocates nothing once it is warm.
 */
interface Exchange extends AutoCloseable {
  /** Hears answers. */
  interface Listener {
    /**
     * An answer came.
     *
     * @param correlationId of its request.
     * @param isAllowed whether the request was granted.
     */
    void onAnswer(long correlationId, boolean isAllowed);
  }

  /**
   * Sends the next request.
   *
   * @param correlationId of it.
   * @return false where there is no room for it now.
   * @throws IllegalStateException if there never will be.
   */
  boolean offer(long correlationId);

  /**
   * Takes answers.
   *
   * @param listener hears them.
   * @param limit answers at the most.
   * @return how many came.
   */
  int poll(Listener listener, int limit);

  @Override
  void close();
}
