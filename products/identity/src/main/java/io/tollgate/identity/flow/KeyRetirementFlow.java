package io.tollgate.identity.flow;

import io.tollgate.client.GateCommand;
import io.tollgate.identity.domain.KeyRetirementPlanned;
import io.tollgate.identity.store.KeyTable;
import io.tollgate.support.Actor;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.timer.Timer;
import io.tollgate.support.timer.TimerStore;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Retires keys when it was said that they would be. The plan is in the journal; the timer is set in
 * the transaction that takes it down from there, so neither a crash nor another database loses it.
 */
final class KeyRetirementFlow {
  /** The kind of its timers. */
  static final String TIMER_KIND = "key-retirement";

  private static final Actor ACTOR = new Actor("identity");

  private final KeyTable keys = new KeyTable();
  private final TimerStore timers = new TimerStore("identity");

  /** Takes down a plan; a later one takes the place of an earlier one. */
  void planned(final Handle handle, final KeyRetirementPlanned plan, final long position) {
    final long keyId = Integer.toUnsignedLong(plan.keyId());
    keys.retires(handle, keyId, plan.at().getEpochSecond(), position);
    timers.set(handle, new Timer(TIMER_KIND, Long.toString(keyId), plan.at(), ""));
  }

  /** Retires a key; that it is retired already changes nothing. */
  static Optional<Instant> onTimer(final GateCommands gate, final Timer timer) {
    gate.give(new GateCommand.RetireKey(Integer.parseUnsignedInt(timer.id())), ACTOR);
    return Optional.empty();
  }
}
