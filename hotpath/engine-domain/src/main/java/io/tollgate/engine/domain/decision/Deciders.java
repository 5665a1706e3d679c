package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;

/** The deciders of requests, sharing what they know. Engine thread only; allocates nothing. */
public final class Deciders {
  private final CheckDecider checks;
  private final UseDecider uses;
  private final SettleDecider settlements;
  private final Refusals refusals;
  private final FactApplier applier;
  private final Recorder recorder;
  private final Lookahead lookahead;

  /**
   * The deciders.
   *
   * @param state that is asked.
   * @param applier that changes it.
   * @param recorder that takes down what happened.
   * @param chain that knows who asks.
   * @param refusals of nobody known.
   */
  public Deciders(
      final GateState state,
      final FactApplier applier,
      final Recorder recorder,
      final ChainChecker chain,
      final Refusals refusals) {
    this.applier = applier;
    this.lookahead = new Lookahead(state, chain.cache());
    this.recorder = recorder;
    this.refusals = refusals;
    final DecisionParts parts =
        new DecisionParts(state, applier, recorder, chain, new PermissionRule(state), refusals);
    final Denials denials = new Denials(parts);
    this.checks = new CheckDecider(parts);
    this.uses = new UseDecider(parts, denials);
    this.settlements = new SettleDecider(parts, denials);
  }

  /** Told of requests that will come, before the first of them is decided. */
  public Lookahead lookahead() {
    return lookahead;
  }

  /** Decides a plain check. */
  public void check(final CheckRequest request, final Verdict verdict) {
    checks.check(request, verdict);
  }

  /** Checks a chain for several permissions, each decided by {@link #checkNext}. */
  public Reason checkChain(final ChainBytes chain) {
    return checks.checkChain(chain);
  }

  /**
   * Decides one of several checks.
   *
   * @param chainReason what {@link #checkChain} said; nothing else was asked in between.
   */
  public void checkNext(
      final Reason chainReason, final int permission, final long scope, final Verdict verdict) {
    checks.checkNext(chainReason, permission, scope, verdict);
  }

  /** Decides a final use. */
  public void consume(final UseRequest request, final Verdict verdict) {
    uses.decide(request, Operation.CONSUME, verdict);
  }

  /** Decides a reservation. */
  public void reserve(final UseRequest request, final Verdict verdict) {
    uses.decide(request, Operation.RESERVE, verdict);
  }

  /** Commits a reservation. */
  public void commit(final SettleRequest request, final Verdict verdict) {
    settlements.commit(request, verdict);
  }

  /** Releases a reservation. */
  public void release(final SettleRequest request, final Verdict verdict) {
    settlements.release(request, verdict);
  }

  /** Expires what is due, at most so many, and sums up refusals of nobody known. */
  public void housekeep(final int most) {
    settlements.expireDue(most);
    refusals.summarise(applier, recorder);
  }
}
