package io.tollgate.identity.flow;

import io.tollgate.client.GateCommand;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.domain.DefaultPermissions;
import io.tollgate.identity.domain.NewPermission;
import io.tollgate.identity.store.ChallengeTable;
import io.tollgate.identity.store.PrekeyTable;
import io.tollgate.support.Actor;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.database.Database;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.timer.Timer;
import io.tollgate.support.timer.TimerHandler;
import io.tollgate.support.timer.TimerStore;
import io.tollgate.support.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What identity does by itself: it gives a new gate its first permissions, finishes enrolments that
 * were cut off, retires keys in time, and takes old challenges and prekeys away.
 */
public final class IdentityFlow {
  private static final Logger LOGGER = LoggerFactory.getLogger(IdentityFlow.class);
  private static final Actor ACTOR = new Actor("identity");
  private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);
  private static final String DEFAULT_PERMISSIONS = "default-permissions";
  private static final String PURGE_CHALLENGES = "purge-challenges";

  private final Database database;
  private final GateCommands gate;
  private final TierDefaultsFlow tierDefaults;
  private final TimerStore timers;
  private final InstantSource clock;
  private final ChallengeTable challenges = new ChallengeTable();
  private final PrekeyTable prekeys = new PrekeyTable();

  /** A flow. */
  public IdentityFlow(
      final Database database,
      final GateCommands gate,
      final TierDefaultsFlow tierDefaults,
      final TimerStore timers,
      final InstantSource clock) {
    this.database = database;
    this.gate = gate;
    this.tierDefaults = tierDefaults;
    this.timers = timers;
    this.clock = clock;
  }

  /** Timers that do it all, with the first ones set; to be started and closed by the caller. */
  public Timers timers(final String schema) {
    final Instant now = clock.instant();
    database.inTransaction(
        handle -> {
          timers.set(handle, new Timer(DEFAULT_PERMISSIONS, "at start", now, ""));
          timers.setIfAbsent(handle, new Timer(PURGE_CHALLENGES, "all", now, ""));
          return null;
        });
    final Map<String, TimerHandler> handlers =
        Map.of(
            DEFAULT_PERMISSIONS,
            this::definePermissions,
            PURGE_CHALLENGES,
            this::purge,
            TierDefaultsFlow.TIMER_KIND,
            tierDefaults::onTimer,
            KeyRetirementFlow.TIMER_KIND,
            (handle, timer) -> KeyRetirementFlow.onTimer(gate, timer));
    return new Timers(database, schema, handlers, clock);
  }

  private Optional<Instant> definePermissions(final Handle handle, final Timer timer) {
    for (final NewPermission permission : DefaultPermissions.all()) {
      if (gate.permission(permission.name()).reason() == Reason.PERMISSION_UNKNOWN) {
        define(permission);
      }
    }
    return Optional.empty();
  }

  private void define(final NewPermission permission) {
    final int bit = permission.bit().orElseThrow();
    try {
      gate.give(
          new GateCommand.DefinePermission(bit, permission.minimumTrust(), permission.name()),
          ACTOR);
    } catch (final ConflictException ex) {
      LOGGER.info(
          "bit {} is not {}, because an operator gave it to another", bit, permission.name());
    }
  }

  private Optional<Instant> purge(final Handle handle, final Timer timer) {
    challenges.purge(handle, clock.instant());
    prekeys.purge(handle, clock.instant());
    return Optional.of(clock.instant().plus(PURGE_INTERVAL));
  }
}
