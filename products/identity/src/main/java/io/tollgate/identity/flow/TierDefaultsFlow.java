package io.tollgate.identity.flow;

import io.tollgate.client.GateCommand;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.domain.TierDefaults;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.LimitTable;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.consumer.ReadModel;
import io.tollgate.support.database.Database;
import io.tollgate.support.error.ServiceException;
import io.tollgate.support.timer.Timer;
import io.tollgate.support.timer.TimerStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every agent that identity creates gets the quotas of its tier, also where the
 * process dies between the registration and the last quota: a timer that was set before finishes
 * what is missing.
 */
public final class TierDefaultsFlow {
  /** The kind of its timers. */
  public static final String TIMER_KIND = "tier-defaults";

  private static final Logger LOGGER = LoggerFactory.getLogger(TierDefaultsFlow.class);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final Actor ACTOR = new Actor("identity");

  private final Database database;
  private final GateCommands gate;
  private final ReadModel readModel;
  private final InstantSource clock;
  private final TimerStore timers;
  private final AgentTable agents = new AgentTable();
  private final LimitTable limits = new LimitTable();

  /** A flow. */
  public TierDefaultsFlow(
      final Database database,
      final GateCommands gate,
      final ReadModel readModel,
      final InstantSource clock,
      final TimerStore timers) {
    this.database = database;
    this.gate = gate;
    this.readModel = readModel;
    this.clock = clock;
    this.timers = timers;
  }

  /** Says that an agent is about to be registered. */
  public void expect(final AgentId agentId) {
    final Timer timer = new Timer(TIMER_KIND, agentId.hex(), clock.instant().plus(GRACE), "");
    inTransaction(handle -> timers.setIfAbsent(handle, timer));
  }

  private void forget(final AgentId agentId) {
    inTransaction(handle -> timers.cancel(handle, TIMER_KIND, agentId.hex()));
  }

  /**
   * Sets the quotas of a new agent. Where that fails, the timer does it.
   *
   * @return position of the last record; 0 where the timer is left to do it.
   */
  public long applyNow(final AgentId agentId, final Tier tier, final Actor actor) {
    try {
      final long position = set(agentId, TierDefaults.quotas(tier), actor);
      forget(agentId);
      return position;
    } catch (final ServiceException ex) {
      LOGGER.warn("the quotas of agent {} are set later", agentId, ex);
      return 0;
    }
  }

  private long set(final AgentId agentId, final List<Quota> quotas, final Actor actor) {
    long position = 0;
    for (final Quota quota : quotas) {
      final GateCommand command =
          new GateCommand.SetQuota(
              agentId.toBytes(),
              quota.resource(),
              quota.hourLimit(),
              quota.dayLimit(),
              quota.monthLimit(),
              quota.concurrentLimit(),
              GateCommand.ANY_VERSION);
      position = Math.max(position, gate.give(command, actor));
    }
    return position;
  }

  /** Sets what is missing; what an operator set meanwhile stays. */
  public Optional<Instant> onTimer(final Handle handle, final Timer timer) {
    final AgentId agentId = AgentId.ofHex(timer.id());
    final List<Quota> missing =
        readModel.read(gate.journalPosition(), reading -> missing(reading, agentId)).value();
    if (!missing.isEmpty()) {
      set(agentId, missing, ACTOR);
    }
    return Optional.empty();
  }

  private List<Quota> missing(final Handle handle, final AgentId agentId) {
    final Optional<Agent> agent = agents.find(handle, agentId);
    if (agent.isEmpty()) {
      return List.of();
    }
    final Set<Object> present =
        limits.quotas(handle, agent.get().agentIndex()).stream()
            .map(Quota::resource)
            .collect(Collectors.toSet());
    return TierDefaults.quotas(agent.get().tier()).stream()
        .filter(quota -> !present.contains(quota.resource()))
        .toList();
  }

  private void inTransaction(final java.util.function.Consumer<Handle> work) {
    database.inTransaction(
        handle -> {
          work.accept(handle);
          return null;
        });
  }
}
