package io.tollgate.support.timer;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Does what a kind of timer is for. */
@FunctionalInterface
public interface TimerHandler {
  /**
   * Called when a timer is due, in a transaction in which the timer is taken away as well. Where it
   * throws, nothing of the transaction stands and the timer comes again later. What it does outside
   * of the database may therefore happen twice.
   *
   * @return when the timer is due again; empty where it is done with.
   */
  Optional<Instant> onTimer(Handle handle, Timer timer);
}
