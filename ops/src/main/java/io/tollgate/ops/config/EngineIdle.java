package io.tollgate.ops.config;

/** What the engine thread does while there is nothing to decide. */
public enum EngineIdle {
  /** Spins, then yields, then sleeps up to 50 µs: shares a core. */
  BACKOFF,
  /** Yields: takes what nobody else wants of a core. */
  YIELD,
  /** Spins: has a core of its own, and the lowest latency. */
  SPIN
}
