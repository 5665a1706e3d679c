package io.tollgate.adminapi.health;

import io.tollgate.adminapi.gate.EngineStatus;
import io.tollgate.adminapi.gate.GateAccess;
import io.tollgate.support.error.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks engine, database and journal followers how they are. Any thread; blocks, within their
 * bounds.
 */
public final class HealthProbe {
  private static final Logger LOG = LoggerFactory.getLogger(HealthProbe.class);

  private final GateAccess gate;
  private final Runnable database;
  private final List<JournalFollower> followers;
  private final long maxLag;

  /**
   * Of these parts.
   *
   * @param database returns where the database answers, else throws.
   * @param maxLag how many records a follower may be behind and still be called ready.
   */
  public HealthProbe(
      final GateAccess gate,
      final Runnable database,
      final List<JournalFollower> followers,
      final long maxLag) {
    this.gate = gate;
    this.database = database;
    this.followers = List.copyOf(followers);
    this.maxLag = maxLag;
  }

  /** How they are now. */
  public HealthReport report() {
    // Positions are read before the engine's, so that none can be ahead of it.
    final List<HealthReport.Follower> positions = new ArrayList<>();
    boolean followersAnswer = true;
    for (final JournalFollower follower : followers) {
      final Optional<Long> position = position(follower);
      followersAnswer &= position.isPresent();
      positions.add(new HealthReport.Follower(follower.name(), position.orElse(0L)));
    }
    return new HealthReport(
        engine(), followersAnswer && databaseAnswers(), List.copyOf(positions), maxLag);
  }

  private static Optional<Long> position(final JournalFollower follower) {
    try {
      return Optional.of(follower.position().getAsLong());
    } catch (final RuntimeException unavailable) {
      LOG.debug("the position of {} is not known", follower.name(), unavailable);
      return Optional.empty();
    }
  }

  private Optional<EngineStatus> engine() {
    try {
      return Optional.of(gate.status());
    } catch (final ServiceException unavailable) {
      LOG.debug("the engine does not answer", unavailable);
      return Optional.empty();
    }
  }

  private boolean databaseAnswers() {
    try {
      database.run();
      return true;
    } catch (final RuntimeException unavailable) {
      LOG.debug("the database does not answer", unavailable);
      return false;
    }
  }
}
