package io.tollgate.ops.config;

/** A part of the gate that can run in a process of its own. In the order in which they start. */
public enum Role {
  /** Media driver, engine thread and journal. */
  ENGINE,
  /** PostgreSQL and the read models and services on it. */
  PRODUCTS,
  /** The REST admin API. */
  API
}
