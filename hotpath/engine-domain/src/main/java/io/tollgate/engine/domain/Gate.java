package io.tollgate.engine.domain;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.catalogue.GatePermission;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.chain.VerifiedLinkCache;
import io.tollgate.engine.domain.command.AgentCommands;
import io.tollgate.engine.domain.command.CommandGuard;
import io.tollgate.engine.domain.command.GateCommands;
import io.tollgate.engine.domain.command.Genesis;
import io.tollgate.engine.domain.command.LimitCommands;
import io.tollgate.engine.domain.decision.ChainBytes;
import io.tollgate.engine.domain.decision.ChainChecker;
import io.tollgate.engine.domain.decision.Deciders;
import io.tollgate.engine.domain.decision.PermissionRule;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Refusals;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.EngineStarted;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;
import org.agrona.DirectBuffer;

/**
 * The gate as a pure function of state, message and time. A duty cycle is a batch:
 *
 * <ol>
 *   <li>{@link #beginBatch}, {@link #housekeep}, then any number of decisions and commands while
 *       {@link #hasRoom};
 *   <li>{@link #endBatch} says how many records there are; if any, the journal gets them;
 *   <li>{@link #commitBatch} once the journal has them, and answers may go out; or {@link
 *       #rollbackBatch} if it could not take them, and nothing happened.
 * </ol>
 *
 * <p>One thread. No clock, no randomness, no allocation, no I/O.
 */
public final class Gate {
  private static final int MOST_DUE_A_BATCH = 64;

  private final GateState state;
  private final FactApplier applier;
  private final Recorder recorder;
  private final ChainChecker chain;
  private final Refusals refusals = new Refusals();
  private final PermissionRule permissionRule;
  private final Deciders deciders;
  private final AgentCommands agentCommands;
  private final LimitCommands limitCommands;
  private final GateCommands gateCommands;
  private long newestTimeNs;

  /**
   * A gate over a state whose undo log is closed.
   *
   * @param state that it alone changes.
   * @param recorder that takes down what happens.
   * @param hmac of this thread.
   * @param sha256 of this thread.
   * @param linkCacheCapacity verified links that are remembered.
   */
  public Gate(
      final GateState state,
      final Recorder recorder,
      final HmacSha256 hmac,
      final Sha256 sha256,
      final int linkCacheCapacity) {
    this.state = state;
    this.recorder = recorder;
    this.applier = new FactApplier(state);
    this.newestTimeNs = state.header().timeNs();
    this.chain = new ChainChecker(state, hmac, new VerifiedLinkCache(linkCacheCapacity));
    this.permissionRule = new PermissionRule(state);
    this.deciders = new Deciders(state, applier, recorder, chain, refusals);
    final CommandGuard guard = new CommandGuard(state, applier, recorder, chain, refusals);
    this.agentCommands = new AgentCommands(state, applier, recorder, guard, sha256);
    this.limitCommands = new LimitCommands(state, applier, recorder, guard);
    this.gateCommands = new GateCommands(state, applier, recorder, guard, sha256);
  }

  /**
   * Opens a batch.
   *
   * @param nowNs the time for all that follows, nanoseconds since the epoch; where it is before the
   *     batch before, that one's time goes on.
   */
  public void beginBatch(final long nowNs) {
    newestTimeNs = Math.max(newestTimeNs, nowNs);
    applier.begin(newestTimeNs);
  }

  /** The time of the open batch, nanoseconds since the epoch. */
  public long timeNs() {
    return newestTimeNs;
  }

  /** Expires what is due and sums up unattributed refusals; bounded. */
  public void housekeep() {
    deciders.housekeep(MOST_DUE_A_BATCH);
  }

  /** Whether the open batch takes another decision or command. */
  public boolean hasRoom() {
    return state.hasRoomForDecision();
  }

  /**
   * Closes the batch.
   *
   * @return records that the journal must get; where there are none, the batch is done with.
   */
  public int endBatch() {
    final int records = applier.end();
    if (records == 0) {
      state.undo().commit();
    }
    return records;
  }

  /** The journal has the batch. */
  public void commitBatch() {
    state.undo().commit();
    refusals.commit();
  }

  /** The journal could not take the batch: nothing of it happened. */
  public void rollbackBatch() {
    state.rollback();
    chain.forgetVerified();
    refusals.rollback();
  }

  /** What decides requests. */
  public Deciders deciders() {
    return deciders;
  }

  /** Commands about agents. */
  public AgentCommands agentCommands() {
    return agentCommands;
  }

  /** Commands about limits. */
  public LimitCommands limitCommands() {
    return limitCommands;
  }

  /** Commands about the gate. */
  public GateCommands gateCommands() {
    return gateCommands;
  }

  /** Refusals of nobody known, for the adapter to count what never became a request. */
  public Refusals refusals() {
    return refusals;
  }

  /** The state, to be read only. */
  public GateState state() {
    return state;
  }

  /** Writes down that the engine started. */
  public void started(final EngineStarted fact) {
    applier.applyMark();
    recorder.engineStarted(fact);
  }

  /**
   * What an empty state begins with.
   *
   * @throws IllegalStateException if the state is not empty.
   */
  public Genesis genesis() {
    if (applier.position() != 0) {
      throw new IllegalStateException("a gate is born once");
    }
    return new Genesis(applier, recorder);
  }

  /**
   * Finds an agent for a question about its state: anyone may ask about themselves, and by {@link
   * GatePermission#QUERY} about their tenant, or about all from the system tenant.
   *
   * @param chainBytes chain of who asks.
   * @param id that holds the id asked about.
   * @param offset of the id.
   * @param verdict OK, or why not.
   * @return the agent's slot, or {@link AgentTable#NONE}.
   */
  public int query(
      final ChainBytes chainBytes, final DirectBuffer id, final int offset, final Verdict verdict) {
    verdict.reset();
    final Reason reason = chain.check(chainBytes, applier.timeNs());
    if (reason != Reason.OK) {
      refusals.count(reason);
      verdict.deny(reason, chain.failingHop());
      return AgentTable.NONE;
    }
    final int subject = state.agents().find(id, offset);
    if (subject != chain.agentSlot() && !mayQuery(subject)) {
      refusals.count(Reason.NOT_AUTHORIZED);
      verdict.deny(Reason.NOT_AUTHORIZED, -1);
      return AgentTable.NONE;
    }
    if (subject == AgentTable.NONE) {
      verdict.deny(Reason.NOT_FOUND, -1);
      return AgentTable.NONE;
    }
    verdict.allow(applier.position());
    return subject;
  }

  private boolean mayQuery(final int subject) {
    return permissionRule.apply(chain, GatePermission.QUERY.bit(), Scope.NONE) == Reason.OK
        && (chain.tenantId() == CommandGuard.SYSTEM_TENANT
            || (subject != AgentTable.NONE
                && state.agents().tenantId(subject) == chain.tenantId()));
  }
}
