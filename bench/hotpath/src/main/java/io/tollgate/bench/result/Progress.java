package io.tollgate.bench.result;

/** Tells whoever waits what is being done. */
@FunctionalInterface
public interface Progress {
  /**
   * Says what begins now.
   *
   * @param text a few words.
   */
  void step(String text);
}
