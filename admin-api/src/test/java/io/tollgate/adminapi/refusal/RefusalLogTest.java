package io.tollgate.adminapi.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.access.Role;
import io.tollgate.adminapi.metrics.ApiMetrics;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.error.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
  private static final Instant NOW = Instant.parse("2026-11-23T22:00:00Z");
  private static final Problem PROBLEM = Problem.of(ApiReason.BODY_MALFORMED, "no JSON");
  private static final RefusedCall CALL =
      new RefusedCall("createAgent", "BODY_MALFORMED", Optional.empty());

  private final Written written = new Written();
  private final ApiMetrics metrics = new ApiMetrics();
  private long nowNs = Long.MAX_VALUE - 1_000; // the clock may wrap
  private final RefusalLog log =
      new RefusalLog(written, metrics, InstantSource.fixed(NOW), () -> nowNs);

  private static final class Written implements RefusalJournal {
    private final List<String> alone = new ArrayList<>();
    private final List<RefusalSum> sums = new ArrayList<>();
    private boolean isAway;
    private int attempts;

    @Override
    public long refusedCustody(
        final String operationId, final Problem problem, final Caller caller) {
      return write(operationId);
    }

    @Override
    public long refused(final RefusedCall call, final Caller caller) {
      return write(caller.subject());
    }

    @Override
    public void refused(final RefusalSum sum) {
      requireThere();
      sums.add(sum);
    }

    private long write(final String text) {
      requireThere();
      alone.add(text);
      return alone.size();
    }

    private void requireThere() {
      attempts++;
      if (isAway) {
        throw new UnavailableException(Reason.UNAVAILABLE, "away");
      }
    }
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void shouldWriteEachRefusalOfAKnownCallerDownUntilTheAllowanceIsUsedUp() {
    final Caller caller = caller("alice");
    for (int i = 0; i < 100; i++) {
      refuse(caller);
    }
    refuse(caller("bob"));
    assertThat(written.alone).hasSize(Allowances.AT_ONCE + 1).endsWith("bob");

    nowNs += Duration.ofSeconds(3).toNanos();
    for (int i = 0; i < 10; i++) {
      refuse(caller);
    }
    assertThat(written.alone).hasSize(Allowances.AT_ONCE + 4);
    log.flush();
    assertThat(written.sums).hasSize(1);
    assertThat(written.sums.get(0).subject()).isEqualTo("alice");
    assertThat(counted()).isEqualTo(47);
  }

  @Test
  void shouldSumStrangersUpOnceInTenSeconds() {
    for (int second = 0; second < 25; second++) {
      for (int i = 0; i < 1_000; i++) {
        log.ofStranger(CALL);
      }
      log.flush();
      nowNs += Duration.ofSeconds(1).toNanos();
    }
    assertThat(written.sums).hasSize(3);
    log.flushAll();
    assertThat(counted()).isEqualTo(25_000);
    assertThat(written.alone).isEmpty();
  }

  @Test
  void shouldBoundHowManyKindsAndCallersAreToldApart() {
    for (int i = 0; i < 1_000; i++) {
      log.ofStranger(new RefusedCall("operation" + i, "REASON", Optional.empty()));
    }
    written.isAway = true;
    for (int i = 0; i < 1_000; i++) {
      refuse(caller("caller-" + i));
    }
    written.isAway = false;
    nowNs += Duration.ofMinutes(1).toNanos();
    log.flush();
    assertThat(written.sums).hasSizeLessThanOrEqualTo(RefusalSums.MAX_CALLERS + 2);
    assertThat(written.sums)
        .allSatisfy(sum -> assertThat(sum.counts()).hasSizeLessThanOrEqualTo(RefusalSums.MAX_KEYS));
    assertThat(counted()).isEqualTo(2_000);
  }

  @Test
  void shouldLoseNothingAndHoldNobodyUpWhileTheJournalCannotBeWritten() {
    written.isAway = true;
    final Problem told = refuse(caller("alice"));
    assertThat(told.position()).isEmpty();
    for (int i = 0; i < 1_000; i++) {
      refuse(caller("alice"));
      log.flush();
    }
    assertThat(written.attempts).isOne();
    nowNs += Duration.ofSeconds(6).toNanos();
    log.flush();
    assertThat(written.attempts).isEqualTo(2);
    assertThat(metrics.text()).contains("tollgate_refusals_waiting 1001.0");

    written.isAway = false;
    nowNs += Duration.ofSeconds(6).toNanos();
    log.flush();
    assertThat(counted()).isEqualTo(1_001);
    assertThat(written.sums.get(0).from()).isEqualTo(NOW);
    assertThat(metrics.text()).contains("tollgate_refusals_waiting 0.0");
    assertThat(refuse(caller("alice")).position()).hasValue(1);
  }

  @Test
  void shouldNotTellWhatIsDoneToTheLogsBeforeItsRefusalIsWrittenDown() {
    assertThat(log.writeCustody(CALL, PROBLEM, caller("alice")).position()).hasValue(1);
    written.isAway = true;
    assertThat(log.writeCustody(CALL, PROBLEM, caller("alice")).status()).isEqualTo(503);
  }

  private Problem refuse(final Caller caller) {
    return log.isToBeWritten(CALL, caller) ? log.write(CALL, PROBLEM, caller) : PROBLEM;
  }

  private static Caller caller(final String subject) {
    return new Caller(subject, Set.of(Role.AUDITOR), "id");
  }

  private long counted() {
    return written.sums.stream()
        .flatMap(sum -> sum.counts().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
