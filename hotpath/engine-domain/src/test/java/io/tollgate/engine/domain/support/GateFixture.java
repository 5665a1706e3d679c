package io.tollgate.engine.domain.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.command.CommandEnvelope;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.domain.state.StateDump;
import io.tollgate.engine.domain.state.StateMemory;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A gate in which an operator and two tenants are at home: tenant 1 has key 2, tenant 2 key 3, and
 * permission 16 is open to the untrusted, 17 takes trust.
 */
public final class GateFixture {
  /** When a test begins, in seconds since the epoch. */
  public static final long START_SECONDS = Instant.parse("2027-01-31T22:15:30Z").getEpochSecond();

  /** A permission that everyone may be granted. */
  public static final int OPEN_PERMISSION = 16;

  /** A permission that takes trust. */
  public static final int TRUSTED_PERMISSION = 17;

  /** The operator. */
  public static final TestAgent OPERATOR = new TestAgent("operator", 0);

  private static final int FILTER_KEY = 0x5EED;
  private static final int CACHE_CAPACITY = 64;

  private final Capacities capacities;
  private final GateSettings settings;
  private final StateMemory memory;
  private final FactLog log = new FactLog();
  private final Chain operatorChain = Chains.root(Chains.Terms.to(OPERATOR));
  private GateState state;
  private Gate gate;
  private long nowNs = TimeUnit.SECONDS.toNanos(START_SECONDS);
  private boolean isBatchOpen;

  private GateFixture(
      final Capacities capacities, final GateSettings settings, final StateMemory memory) {
    this.capacities = capacities;
    this.settings = settings;
    this.memory = memory;
  }

  /** What holds in tests: as usual, but links that live for ten years. */
  public static GateSettings settings() {
    final GateSettings usual = GateSettings.standard();
    return new GateSettings(
        usual.chainCacheNs(),
        usual.minReservationNs(),
        usual.maxReservationNs(),
        usual.eventKeepNs(),
        TimeUnit.DAYS.toSeconds(3_660));
  }

  /** A gate with small tables. */
  public static GateFixture create() {
    return create(Capacities.small(), settings());
  }

  /** A gate with tables and rules of its own. */
  public static GateFixture create(final Capacities capacities, final GateSettings settings) {
    return create(capacities, settings, new LastingStateMemory());
  }

  /** A gate in memory of its own. */
  public static GateFixture create(
      final Capacities capacities, final GateSettings settings, final StateMemory memory) {
    final GateFixture fixture = new GateFixture(capacities, settings, memory);
    fixture.open(fixture.log.recorder());
    fixture.settle();
    return fixture;
  }

  private void open(final Recorder recorder) {
    state = openState(memory);
    gate = new Gate(state, recorder, HmacSha256.create(), Sha256.create(), CACHE_CAPACITY);
  }

  private GateState openState(final StateMemory where) {
    return new GateState(capacities, settings, where, Chains.derivation(), FILTER_KEY);
  }

  private void settle() {
    batch(() -> gate.genesis().write(Chains.salt(1), OPERATOR.id(), OPERATOR.publicKey()));
    batch(
        () -> {
          addKey(2, 1);
          addKey(3, 2);
          definePermission(OPEN_PERMISSION, "open:use", Trust.UNTRUSTED);
          definePermission(TRUSTED_PERMISSION, "trusted:use", Trust.TRUSTED);
        });
  }

  private void addKey(final int keyId, final int tenantId) {
    final KeyAdded key = new KeyAdded();
    key.keyId = keyId;
    key.tenantId = tenantId;
    System.arraycopy(Chains.salt(keyId), 0, key.salt, 0, key.salt.length);
    final Verdict verdict = new Verdict();
    gate.gateCommands().addKey(operator(), key, verdict);
    assertThat(verdict.reason()).isEqualTo(Reason.OK);
  }

  private void definePermission(final int bit, final String name, final Trust minimum) {
    final PermissionDefined permission = new PermissionDefined();
    permission.permission = bit;
    permission.name.set(name);
    permission.minimumTrustCode = minimum.code();
    final Verdict verdict = new Verdict();
    gate.gateCommands().definePermission(operator(), permission, verdict);
    assertThat(verdict.reason()).isEqualTo(Reason.OK);
  }

  /** Registers a trusted agent. */
  public TestAgent agent(final String name, final int tenantId) {
    return agent(name, tenantId, Trust.TRUSTED);
  }

  /** Registers an agent. */
  public TestAgent agent(final String name, final int tenantId, final Trust trust) {
    final TestAgent agent = new TestAgent(name, tenantId);
    final Verdict verdict = new Verdict();
    batch(() -> gate.agentCommands().register(operator(), registration(agent, trust), verdict));
    assertThat(verdict.reason()).isEqualTo(Reason.OK);
    return agent;
  }

  /** The content of a command that registers an agent. */
  public static AgentRegistered registration(final TestAgent agent, final Trust trust) {
    final AgentRegistered fact = new AgentRegistered();
    fact.publicKey.putBytes(0, agent.publicKey());
    fact.tenantId = agent.tenantId();
    fact.trustCode = trust.code();
    fact.tierCode = Tier.BASIC.code();
    fact.name.set(agent.name());
    return fact;
  }

  /** An envelope of the operator about nobody. */
  public CommandEnvelope operator() {
    return envelope(operatorChain);
  }

  /** An envelope of the operator about an agent. */
  public CommandEnvelope operator(final TestAgent subject) {
    return envelope(operatorChain, subject);
  }

  /** An envelope about nobody. */
  public static CommandEnvelope envelope(final Chain chain) {
    final CommandEnvelope envelope = new CommandEnvelope();
    envelope.reset(1);
    envelope.actor.set("somebody");
    envelope.chain.wrap(chain.buffer(), 0, chain.length());
    return envelope;
  }

  /** An envelope about an agent. */
  public static CommandEnvelope envelope(final Chain chain, final TestAgent subject) {
    final CommandEnvelope envelope = envelope(chain);
    envelope.subjectId.putBytes(0, subject.id());
    return envelope;
  }

  /** Does something in a batch of its own, which is journaled. Within a batch, in that one. */
  public void batch(final Runnable action) {
    if (isBatchOpen) {
      action.run();
      return;
    }
    begin();
    action.run();
    commit();
  }

  /** Opens a batch. */
  public void begin() {
    gate.beginBatch(nowNs);
    isBatchOpen = true;
  }

  /** Journals the open batch. */
  public void commit() {
    isBatchOpen = false;
    if (gate.endBatch() > 0) {
      log.commit(gate.timeNs());
      gate.commitBatch();
    }
  }

  /** Ends the open batch, which the journal then does not take. */
  public void fail() {
    isBatchOpen = false;
    gate.endBatch();
    log.rollback();
    gate.rollbackBatch();
  }

  /** Forgets the gate as a kill would, and opens another over the same memory. */
  public void crashAndRecover() {
    isBatchOpen = false;
    log.rollback();
    final GateState recovered = openState(memory);
    if (recovered.undo().count() > 0) {
      recovered.rollback();
    }
    open(log.recorder());
  }

  /** Opens the gate anew with a recorder that takes nothing down. */
  public void stopRecording() {
    open(new NoRecorder());
  }

  /** The dump of a state that knows only what was journaled. */
  public String replayedDump() {
    final GateState replayed = openState(new LastingStateMemory());
    log.replayTo(replayed);
    return dump(replayed);
  }

  /** The dump of the live state. */
  public String dump() {
    return dump(state);
  }

  private static String dump(final GateState state) {
    final StringBuilder text = new StringBuilder();
    try {
      StateDump.write(state, text);
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** Lets time pass. */
  public void pass(final long amount, final TimeUnit unit) {
    nowNs += unit.toNanos(amount);
  }

  /** Sets the time. */
  public void setNow(final Instant instant) {
    nowNs = TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  /** Nanoseconds since the epoch. */
  public long nowNs() {
    return nowNs;
  }

  /** Seconds since the epoch. */
  public long nowSeconds() {
    return Math.floorDiv(nowNs, TimeUnit.SECONDS.toNanos(1));
  }

  /** The slot of an agent. */
  public int slot(final TestAgent agent) {
    return state.agents().find(new UnsafeBuffer(agent.id()), 0);
  }

  /** What was journaled. */
  public FactLog log() {
    return log;
  }

  /** The gate. */
  public Gate gate() {
    return gate;
  }

  /** Its state. */
  public GateState state() {
    return state;
  }

  /** The operator's chain. */
  public Chain operatorChain() {
    return operatorChain;
  }
}
