package io.tollgate.bench.peers.question;

/** Somebody who answers the question. One thread. */
public interface Peer extends AutoCloseable {
  /**
   * Takes a question as its caller would hold it: the credential as it arrives, names already in
   * the peer's own types. Everything else is done anew by every {@link Ask}.
   *
   * @param question what is asked.
   * @return asks it, as often as wanted.
   */
  Ask prepare(Question question);

  /** Stops what was started for it. */
  @Override
  default void close() {}

  /** Asks. */
  @FunctionalInterface
  interface Ask {
    /**
     * May this agent, by this delegation, do this in this scope now, and is there quota? Each peer
     * answers as much of it as it can.
     *
     * @return true only where it is allowed; what cannot be parsed or verified is not.
     */
    boolean ask();
  }
}
