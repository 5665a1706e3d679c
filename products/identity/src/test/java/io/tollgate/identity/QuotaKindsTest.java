package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.client.EventId;
import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateRequest;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.domain.TierDefaults;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of quota that an agent is promised is really kept by the gate. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class QuotaKindsTest {
  private static final Actor ALICE = new Actor("alice");
  private static final long ANY = IdentityService.ANY_VERSION;
  private static final long NO = Quota.NO_LIMIT;
  private static final long GIB = 1L << 30;

  private static IdentityUnderTest identity;
  private static IdentityService service;
  private static int tenantId;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
    tenantId = service.tenants().create(new NewTenant("limited"), ALICE).value().tenantId();
    Awaitility.await()
        .until(
            () ->
                service.permissions().list(0).value().stream()
                    .anyMatch(permission -> permission.name().equals("llm:call")));
  }

  @AfterAll
  static void stop() {
    identity.close();
  }

  static Stream<Quota> kinds() {
    return Stream.of(
        new Quota(ResourceType.LLM_TOKENS, 5, NO, NO, NO),
        new Quota(ResourceType.LLM_TOKENS, NO, NO, 5, NO),
        new Quota(ResourceType.EGRESS_BYTES, NO, NO, 5 * GIB, NO),
        new Quota(ResourceType.MESSAGES, NO, NO, 5, NO));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldLetAnAgentUseAsMuchAsItsQuotaAndNoMore(final Quota quota) {
    final AgentId agentId = agent(Tier.BASIC);
    final Chain chain = chain(agentId);
    service.limits().setQuota(agentId, quota, ANY, ALICE);
    final long limit = Math.max(quota.hourLimit(), quota.monthLimit());

    assertThat(consume(chain, quota.resource(), limit - 1).allowed()).isTrue();
    final GateAnswer refused = consume(chain, quota.resource(), 2);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.reason())
        .isEqualTo(
            quota.hourLimit() == NO ? Reason.MONTH_QUOTA_EXCEEDED : Reason.HOUR_QUOTA_EXCEEDED);
    assertThat(consume(chain, quota.resource(), 1).allowed()).isTrue();
    assertThat(consume(chain, quota.resource(), 1).allowed()).isFalse();
  }

  @Test
  void shouldLetAnAgentHoldAsManySandboxesAsItsQuotaAndNoMore() {
    final AgentId agentId = agent(Tier.BASIC);
    final Chain chain = chain(agentId);
    service
        .limits()
        .setQuota(agentId, new Quota(ResourceType.SANDBOXES, NO, NO, NO, 2), ANY, ALICE);

    final EventId first = EventId.random();
    assertThat(hold(chain, first).allowed()).isTrue();
    assertThat(hold(chain, EventId.random()).allowed()).isTrue();
    assertThat(hold(chain, EventId.random()).reason()).isEqualTo(Reason.CONCURRENT_QUOTA_EXCEEDED);
    identity.client.call(new GateRequest.Release(chain, first));
    assertThat(hold(chain, EventId.random()).allowed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Tier.class)
  void shouldGiveEveryTierAQuotaOfEveryKindAndRecordIt(final Tier tier) {
    final List<Quota> defaults = TierDefaults.quotas(tier);
    assertThat(quota(defaults, ResourceType.LLM_TOKENS).hourLimit()).isPositive();
    assertThat(quota(defaults, ResourceType.LLM_TOKENS).monthLimit()).isPositive();
    assertThat(quota(defaults, ResourceType.SANDBOXES).concurrentLimit()).isPositive();
    assertThat(quota(defaults, ResourceType.EGRESS_BYTES).monthLimit()).isPositive();
    assertThat(quota(defaults, ResourceType.MESSAGES).monthLimit()).isPositive();

    final AgentId agentId = agent(tier);
    final AgentRecord record =
        service.agents().record(agentId, identity.commands.journalPosition()).value();
    assertThat(record.quotas()).containsExactlyInAnyOrderElementsOf(defaults);
    assertThat(record.agent().agentId()).isEqualTo(agentId);
    assertThat(record.agent().tier()).isEqualTo(tier);
    assertThat(record.budget()).isEmpty();
    assertThat(record.flaw()).isEmpty();
  }

  private static Quota quota(final List<Quota> quotas, final ResourceType resource) {
    return quotas.stream().filter(one -> one.resource() == resource).findFirst().orElseThrow();
  }

  private static GateAnswer consume(
      final Chain chain, final ResourceType resource, final long amount) {
    return identity.client.call(
        new GateRequest.Consume(chain, EventId.random(), use(resource, amount)));
  }

  private static GateAnswer hold(final Chain chain, final EventId reservation) {
    return identity.client.call(
        new GateRequest.Reserve(
            chain, reservation, use(ResourceType.SANDBOXES, 1), TimeUnit.MINUTES.toNanos(1)));
  }

  private static GateRequest.Use use(final ResourceType resource, final long amount) {
    return new GateRequest.Use(
        identity.client.permission("llm:call").bit(), 0, resource, amount, 0, 0);
  }

  private static AgentId agent(final Tier tier) {
    return service
        .agents()
        .createWithGeneratedKey(new NewAgent(tenantId, "limited", Trust.TRUSTED, tier), ALICE)
        .value()
        .agent()
        .agentId();
  }

  private static Chain chain(final AgentId agentId) {
    final Instant expiresAt = Instant.now().truncatedTo(ChronoUnit.HOURS).plusSeconds(7_200);
    return Chain.ofText(
        service
            .delegations()
            .mint(
                new NewDelegation(
                    Optional.empty(),
                    agentId,
                    Set.of("llm:call"),
                    "",
                    0,
                    Optional.empty(),
                    expiresAt,
                    Optional.empty()),
                ALICE)
            .value()
            .chain());
  }
}
