package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentChange;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Profile;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.UnavailableException;
import io.tollgate.support.error.UnseenWriteException;
import io.tollgate.support.testing.StoppableDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What works, and what does not, while PostgreSQL is really stopped. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class OutageTest {
  private static final Actor ALICE = new Actor("alice");
  private static final Duration SOON = Duration.ofSeconds(30);

  private final AtomicLong passedNs = new AtomicLong();
  private StoppableDatabase postgres;
  private IdentityUnderTest identity;
  private IdentityService service;
  private int tenantId;

  @BeforeEach
  void start() throws IOException {
    postgres = new StoppableDatabase();
    identity =
        new IdentityUnderTest(
            postgres.database(), postgres, () -> System.nanoTime() + passedNs.get());
    service = identity.service;
    tenantId = service.tenants().create(new NewTenant("outage"), ALICE).value().tenantId();
  }

  @AfterEach
  void stop() {
    identity.close();
  }

  private Agent agent(final String name) {
    return service
        .agents()
        .createWithGeneratedKey(
            new NewAgent(tenantId, name, Trust.TRUSTED, Tier.BASIC, Profile.NONE), ALICE)
        .value()
        .agent();
  }

  /** Read until it comes from memory, as of now. */
  private void keep(final AgentId agentId) {
    final long before = identity.lookups.agentCounts().hits();
    await()
        .atMost(SOON)
        .until(
            () -> {
              service.agents().get(agentId, 0);
              return identity.lookups.agentCounts().hits() > before;
            });
    service.successions().keys(agentId, 0);
    service.successions().keys(agentId, 0);
  }

  private void stopDatabase(final AgentId witness) {
    postgres.stop();
    await().atMost(SOON).until(() -> service.agents().get(witness, 0).staleness().isPresent());
  }

  private void assertRefused(final AgentId agentId, final Reason reason) {
    assertThatThrownBy(() -> service.agents().get(agentId, 0))
        .isInstanceOfSatisfying(
            UnavailableException.class, ex -> assertThat(ex.reason()).isEqualTo(reason));
  }

  @Test
  void shouldShowAgentsFromMemoryWithTheirAgeWhileTheDatabaseIsStopped() {
    final Agent kept = agent("kept");
    final Agent unknown = agent("never read");
    keep(kept.agentId());
    stopDatabase(kept.agentId());

    final Positioned<Agent> stale = service.agents().get(kept.agentId(), 0);
    assertThat(stale.value().name()).isEqualTo("kept");
    assertThat(stale.staleness().orElseThrow().age()).isPositive();
    assertThat(service.successions().keys(kept.agentId(), 0).value()).hasSize(1);
    assertRefused(unknown.agentId(), Reason.UNAVAILABLE);

    passedNs.addAndGet(Duration.ofMinutes(10).toNanos());
    assertRefused(kept.agentId(), Reason.UNAVAILABLE);

    postgres.start();
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(service.agents().get(kept.agentId(), 0).staleness()).isEmpty());
    assertThat(service.agents().get(unknown.agentId(), 0).value().name()).isEqualTo("never read");
  }

  @Test
  void shouldSuspendAndRevokeWhileTheDatabaseIsStopped() {
    final Agent suspended = agent("suspended");
    final Agent revoked = agent("revoked");
    final Agent witness = agent("witness");
    final String chain =
        service
            .delegations()
            .mint(
                new NewDelegation(
                    Optional.empty(),
                    suspended.agentId(),
                    Set.of("llm:call"),
                    "",
                    0,
                    Optional.empty(),
                    identity.now().plus(Duration.ofHours(1)),
                    Optional.empty()),
                ALICE)
            .value()
            .chain();
    keep(suspended.agentId());
    keep(revoked.agentId());
    keep(witness.agentId());
    assertThat(identity.check(chain, "llm:call", "").allowed()).isTrue();
    stopDatabase(witness.agentId());
    assertThat(service.agents().get(suspended.agentId(), 0).staleness()).isPresent();

    assertThatThrownBy(
            () ->
                service
                    .agents()
                    .change(
                        suspended.agentId(),
                        new AgentChange(Optional.of(Trust.SUSPENDED), Optional.empty(), false),
                        IdentityService.ANY_VERSION,
                        ALICE))
        .isInstanceOf(UnseenWriteException.class);
    assertThatThrownBy(
            () ->
                service
                    .agents()
                    .revoke(revoked.agentId(), IdentityService.ANY_VERSION, false, ALICE))
        .isInstanceOf(UnseenWriteException.class);

    assertThat(identity.check(chain, "llm:call", "").reason()).isEqualTo(Reason.AGENT_SUSPENDED);
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> assertRefused(suspended.agentId(), Reason.AGENT_SUSPENDED));
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> assertRefused(revoked.agentId(), Reason.AGENT_REVOKED));
    assertThatThrownBy(() -> service.limits().budget(witness.agentId(), 0))
        .isInstanceOf(UnavailableException.class);

    postgres.start();
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(service.agents().get(suspended.agentId(), 0).value().trust())
                    .isEqualTo(Trust.SUSPENDED));
    assertThat(service.agents().get(revoked.agentId(), 0).value().trust()).isEqualTo(Trust.REVOKED);
  }

  @Test
  void shouldShowAChangeAtOnceAlthoughItIsKept() {
    final Agent agent = agent("changing");
    keep(agent.agentId());
    for (int i = 0; i < 20; i++) {
      final Tier tier = i % 2 == 0 ? Tier.PREMIUM : Tier.BASIC;
      final long position =
          service
              .agents()
              .change(
                  agent.agentId(),
                  new AgentChange(Optional.empty(), Optional.of(tier), false),
                  IdentityService.ANY_VERSION,
                  ALICE)
              .position();
      final Positioned<Agent> seen = service.agents().get(agent.agentId(), position);
      assertThat(seen.position()).isGreaterThanOrEqualTo(position);
      assertThat(seen.value().tier()).isEqualTo(tier);
    }
    assertThat(identity.lookups.agentCounts().changes()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void shouldGoOnWhereTheJournalsWriterWasReplaced() {
    final Agent agent = agent("restarted");
    keep(agent.agentId());
    identity.stopEngine();
    identity.startEngine();
    await().atMost(SOON).until(() -> identity.client.isConnected());
    final long position =
        service
            .agents()
            .revoke(agent.agentId(), IdentityService.ANY_VERSION, false, ALICE)
            .position();
    assertThat(service.agents().get(agent.agentId(), position).value().trust())
        .isEqualTo(Trust.REVOKED);
    assertThat(identity.lookups.agentCounts().drops()).isZero();
  }
}
