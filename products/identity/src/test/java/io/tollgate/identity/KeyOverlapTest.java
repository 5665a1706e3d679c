package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentChange;
import io.tollgate.identity.domain.AgentFilter;
import io.tollgate.identity.domain.LinkKey;
import io.tollgate.identity.domain.LinkKey.State;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.PageRequest;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that follow each other with an overlap, and what must not be retired by mistake. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KeyOverlapTest {
  private static final Actor ALICE = new Actor("alice");
  private static final long ANY = IdentityService.ANY_VERSION;

  private IdentityUnderTest identity;
  private IdentityService service;
  private int tenant;
  private AgentId agent;

  @BeforeEach
  void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
    Awaitility.await()
        .until(
            () ->
                service.permissions().list(0).value().stream()
                    .anyMatch(permission -> permission.name().equals("storage:write")));
    tenant = service.tenants().create(new NewTenant("acme"), ALICE).value().tenantId();
    agent =
        service
            .agents()
            .createWithGeneratedKey(
                new NewAgent(tenant, "worker", Trust.UNTRUSTED, Tier.BASIC), ALICE)
            .value()
            .agent()
            .agentId();
  }

  @AfterEach
  void stop() {
    identity.close();
  }

  @Test
  void shouldKeepTheOldKeyGoodForTheOverlapAndThenRetireItByItself() {
    final String old = mint();
    assertThat(keys()).extracting(LinkKey::state).containsExactly(State.SEALING);

    final LinkKey added = service.keys().rotate(tenant, Duration.ofHours(2), ALICE).value();
    final String young = mint();

    final List<LinkKey> keys = keys();
    assertThat(keys).extracting(LinkKey::state).containsExactly(State.RETIRING, State.SEALING);
    assertThat(keys).extracting(LinkKey::livingLinks).containsExactly(1L, 1L);
    assertThat(keys.get(1).keyId()).isEqualTo(added.keyId());
    assertThat(keys.get(0).retiresAt().orElseThrow())
        .isBetween(
            identity.now().plus(Duration.ofMinutes(119)), identity.now().plus(Duration.ofHours(2)));
    assertThat(check(old)).isEqualTo(Reason.OK);

    identity.advanceClock(Duration.ofHours(2));

    Awaitility.await().until(() -> keys().get(0).state() == State.RETIRED);
    assertThat(check(old)).isEqualTo(Reason.KEY_RETIRED);
    assertThat(check(young)).isEqualTo(Reason.OK);
  }

  @Test
  void shouldNotPutOffARetirementByAnotherRotation() {
    service.keys().rotate(tenant, Duration.ofHours(2), ALICE);
    final Instant first = keys().get(0).retiresAt().orElseThrow();
    service.keys().rotate(tenant, Duration.ofHours(9), ALICE);
    assertThat(keys().get(0).retiresAt()).contains(first);
    assertThat(keys())
        .extracting(LinkKey::state)
        .containsExactly(State.RETIRING, State.RETIRING, State.SEALING);
    assertThatThrownBy(() -> service.keys().rotate(tenant, Duration.ofDays(367), ALICE))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> service.keys().rotate(0, Duration.ofDays(1), ALICE))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(keys()).hasSize(3);
  }

  @Test
  void shouldRefuseWhatWouldLockTheTenantOrTheOperatorOut() {
    final Agent operator =
        service
            .agents()
            .list(
                new AgentFilter(Optional.of(0), Optional.empty(), Optional.empty()),
                PageRequest.first(),
                0)
            .value()
            .items()
            .get(0);
    assertRefused("KEY_IS_LAST", () -> service.keys().retire(keys().get(0).keyId(), false, ALICE));
    assertRefused("KEY_IS_THE_GATES_OWN", () -> service.keys().retire(1, false, ALICE));
    for (final Trust trust : List.of(Trust.SUSPENDED, Trust.UNTRUSTED)) {
      assertRefused(
          "AGENT_IS_THE_OPERATOR",
          () ->
              service
                  .agents()
                  .change(
                      operator.agentId(),
                      new AgentChange(Optional.of(trust), Optional.empty()),
                      ANY,
                      ALICE));
    }
    assertRefused(
        "AGENT_IS_THE_OPERATOR",
        () -> service.agents().revoke(operator.agentId(), ANY, false, ALICE));

    assertThat(identity.refusals(operator.agentId())).isEqualTo(3);
    assertThat(identity.refusals(AgentId.of(new byte[AgentId.LENGTH]))).isEqualTo(2);
    assertThat(check(mint())).isEqualTo(Reason.OK);
  }

  private static void assertRefused(final String reason, final ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, ex -> assertThat(ex.code()).isEqualTo(reason));
  }

  private List<LinkKey> keys() {
    return service
        .keys()
        .list(Optional.of(tenant), PageRequest.first(), identity.commands.journalPosition())
        .value()
        .items();
  }

  private Reason check(final String chain) {
    return identity.check(chain, "llm:call", "").reason();
  }

  private String mint() {
    return service
        .delegations()
        .mint(
            new NewDelegation(
                Optional.empty(),
                agent,
                Set.of("llm:call"),
                "",
                0,
                Optional.empty(),
                Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS),
                Optional.empty()),
            ALICE)
        .value()
        .chain();
  }
}
