package io.tollgate.identity.domain;

/**
 * A new agent and the private key that was made for it.
 *
 * @param agent the agent.
 * @param privateKey the Ed25519 seed, 32 bytes in hex. A secret: given out once, kept nowhere,
 *     never logged.
 */
public record EnrolledAgent(Agent agent, String privateKey) {
  /** Shows the agent only. */
  @Override
  public String toString() {
    return "EnrolledAgent[agent=" + agent + "]";
  }
}
