package io.tollgate.identity.domain;

import java.util.List;
import java.util.Optional;

/**
 * All that is kept about one agent, as of one journal position.
 *
 * @param agent who.
 * @param keys first to last; none where it was registered with a key that was another agent's.
 * @param quotas at most one of each resource; what is not there is not limited.
 * @param budget empty where it has none.
 * @param position of the journal record up to which it is true.
 */
public record AgentRecord(
    Agent agent, List<AgentKey> keys, List<Quota> quotas, Optional<Budget> budget, long position) {
  /** Keeps copies of the lists. */
  public AgentRecord {
    keys = List.copyOf(keys);
    quotas = List.copyOf(quotas);
  }

  /**
   * What speaks against its keys being the agent's, if anything: the id is the hash of the first,
   * each other one was signed by the one before and by itself, and the last is the current one.
   * Needs nothing but what is in here. The rest of a record is its writer's word.
   */
  public Optional<SuccessionFlaw> flaw() {
    if (keys.isEmpty()) {
      return Optional.of(new SuccessionFlaw(0, "there are no keys"));
    }
    final List<KeyRotation> rotations =
        keys.stream().flatMap(key -> key.rotation().stream()).toList();
    final Optional<SuccessionFlaw> flaw =
        KeySuccession.flaw(agent.agentId(), keys.get(0).publicKey(), rotations);
    if (flaw.isPresent()) {
      return flaw;
    }
    final int last = keys.size() - 1;
    final boolean isOfAgent =
        rotations.size() == last
            && agent.publicKey().equals(keys.get(0).publicKey())
            && agent.currentKey().equals(keys.get(last).publicKey())
            && agent.keySequence() == last;
    return isOfAgent
        ? Optional.empty()
        : Optional.of(new SuccessionFlaw(last, "the agent's keys are not those of its succession"));
  }
}
