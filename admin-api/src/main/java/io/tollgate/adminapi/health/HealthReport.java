package io.tollgate.adminapi.health;

import io.tollgate.adminapi.gate.EngineStatus;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.consumer.ConsumerState;
import io.tollgate.support.consumer.ConsumerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the parts of the gate are.
 *
 * @param engine what it answered; empty where it does not.
 * @param databaseAnswers whether it does.
 * @param followers how far each has come.
 * @param maxLag how many records a follower may be behind and still be called ready.
 */
public record HealthReport(
    Optional<EngineStatus> engine, boolean databaseAnswers, List<Follower> followers, long maxLag) {

  /**
   * How far a follower of the journal has come.
   *
   * @param name e.g. identity.
   * @param position up to which record it has applied the journal.
   * @param status what it last said of itself; empty where nobody knows.
   */
  public record Follower(String name, long position, Optional<ConsumerStatus> status) {}

  /**
   * One thing that must be so for the gate to serve.
   *
   * @param name of the part.
   * @param ok whether it is.
   * @param detail in words.
   */
  public record Check(String name, boolean ok, String detail) {}

  /** What must be so for the gate to serve, and whether it is. */
  public List<Check> checks() {
    final List<Check> checks = new ArrayList<>();
    checks.add(engineCheck());
    checks.add(
        new Check("database", databaseAnswers, databaseAnswers ? "answers" : "does not answer"));
    followers.forEach(follower -> checks.add(followerCheck(follower)));
    return checks;
  }

  /** Whether the gate can serve. */
  public boolean ready() {
    return checks().stream().allMatch(Check::ok);
  }

  /** How many records a follower is behind the engine; empty while the engine does not answer. */
  public OptionalLong lagOf(final Follower follower) {
    return engine.isPresent()
        ? OptionalLong.of(Math.max(0, engine.get().position() - follower.position()))
        : OptionalLong.empty();
  }

  private Check engineCheck() {
    if (engine.isEmpty()) {
      return new Check("engine", false, "does not answer");
    }
    final Reason writable = engine.get().writable();
    return writable == Reason.OK
        ? new Check("engine", true, "answers")
        : new Check("engine", false, "cannot write: " + writable);
  }

  private Check followerCheck(final Follower follower) {
    final OptionalLong lag = lagOf(follower);
    if (lag.isEmpty()) {
      return new Check(follower.name(), false, "cannot be told while the engine does not answer");
    }
    return new Check(
        follower.name(),
        lag.getAsLong() <= maxLag && !isStopped(follower),
        lag.getAsLong() + " records behind, " + maxLag + " allowed" + trouble(follower));
  }

  /** It does not go on by itself. */
  private static boolean isStopped(final Follower follower) {
    return follower
        .status()
        .map(ConsumerStatus::state)
        .filter(
            state -> state == ConsumerState.JOURNAL_BEHIND || state == ConsumerState.JOURNAL_PRUNED)
        .isPresent();
  }

  private static String trouble(final Follower follower) {
    return follower
        .status()
        .filter(
            status ->
                status.state() != ConsumerState.RUNNING
                    && status.state() != ConsumerState.AWAITING_JOURNAL)
        .map(status -> "; " + status.state())
        .orElse("");
  }
}
