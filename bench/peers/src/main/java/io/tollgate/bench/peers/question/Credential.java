package io.tollgate.bench.peers.question;

/** What an agent can show, each a chain of three links. */
public enum Credential {
  /** Made by the authority, narrowed by the lead, held by the worker. */
  HONEST,
  /** The same, but the worker's link has ended. */
  EXPIRED,
  /** The same as the honest one, but by a key that nobody knows. */
  FORGED,
  /** The worker's link claims a permission that its lead never had. */
  WIDENED
}
