package io.tollgate.adminapi.health;

import io.tollgate.adminapi.gate.EngineStatus;
import io.tollgate.adminapi.gate.GateAccess;
import io.tollgate.support.consumer.StatusFile;
import io.tollgate.support.error.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final Supplier<Optional<AuditBackupView>> backup;

  /**
   * Of these parts.
   *
   * @param database returns where the database answers, else throws.
   * @param maxLag how many records a follower may be behind and still be called ready.
   * @param backup how the audit logs' copy is, for information; empty where there is none.
   */
  public HealthProbe(
      final GateAccess gate,
      final Runnable database,
      final List<JournalFollower> followers,
      final long maxLag,
      final Supplier<Optional<AuditBackupView>> backup) {
    this.gate = gate;
    this.database = database;
    this.followers = List.copyOf(followers);
    this.maxLag = maxLag;
    this.backup = backup;
  }

  /** How they are now. */
  public HealthReport report() {
    // Positions are read before the engine's, so that none can be ahead of it.
    final List<HealthReport.Follower> positions = new ArrayList<>();
    boolean followersAnswer = true;
    for (final JournalFollower follower : followers) {
      final Optional<Long> position = position(follower);
      followersAnswer &= position.isPresent();
      positions.add(
          new HealthReport.Follower(
              follower.name(),
              position.orElse(0L),
              follower.said().get().map(StatusFile.Said::status)));
    }
    return new HealthReport(
        engine(), followersAnswer && databaseAnswers(), List.copyOf(positions), maxLag);
  }

  /** What must be so for the gate to serve, whether it is, and what else there is to say. */
  public List<HealthReport.Check> checks() {
    final List<HealthReport.Check> checks = new ArrayList<>(report().checks());
    try {
      backup.get().map(AuditBackupView::information).ifPresent(checks::add);
    } catch (final RuntimeException unavailable) {
      LOG.debug("how the audit backup is is not known", unavailable);
    }
    return checks;
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
