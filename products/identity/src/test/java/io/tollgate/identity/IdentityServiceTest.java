package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.client.EventId;
import io.tollgate.client.GateAnswer;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentChange;
import io.tollgate.identity.domain.AgentFilter;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.Challenge;
import io.tollgate.identity.domain.EnrolledAgent;
import io.tollgate.identity.domain.LinkKey;
import io.tollgate.identity.domain.LiveAgent;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewPermission;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Permission;
import io.tollgate.identity.domain.PossessionProof;
import io.tollgate.identity.domain.Price;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.domain.Tenant;
import io.tollgate.identity.domain.TierDefaults;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Through the whole of it: service, client, engine, journal, consumer, tables and back. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class IdentityServiceTest {
  private static final Actor ALICE = new Actor("alice");
  private static final long ANY = IdentityService.ANY_VERSION;
  private static final HexFormat HEX = HexFormat.of();

  private static IdentityUnderTest identity;
  private static IdentityService service;
  private static int names;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
  }

  @AfterAll
  static void stop() {
    identity.close();
  }

  @Test
  void shouldGiveATenantANumberAndAKeyOfItsOwn() {
    final Positioned<Tenant> one = tenant();
    final Positioned<Tenant> other = tenant();
    assertThat(other.value().tenantId()).isGreaterThan(one.value().tenantId());
    final List<LinkKey> keys = keysOf(one.value());
    assertThat(keys).hasSize(1);
    assertThat(keysOf(other.value()).get(0).keyId()).isGreaterThan(keys.get(0).keyId());
    assertThat(service.tenants().get(one.value().tenantId(), one.position()).value())
        .isEqualTo(one.value());
    assertThat(service.readPosition()).isGreaterThanOrEqualTo(other.position());
  }

  @Test
  void shouldShowTheGatesOwnTenantFirst() {
    final Page<Tenant> page =
        service.tenants().list(new PageRequest(Optional.empty(), 1), tenant().position()).value();
    assertThat(page.items()).extracting(Tenant::name).containsExactly("system");
    assertThat(page.nextCursor()).isPresent();
  }

  @Test
  void shouldRefuseASecondTenantOfTheSameName() {
    final NewTenant tenant = new NewTenant(name());
    service.tenants().create(tenant, ALICE);
    assertThatThrownBy(() -> service.tenants().create(tenant, ALICE))
        .isInstanceOfSatisfying(
            ConflictException.class,
            ex -> assertThat(ex.reason()).isEqualTo(Reason.ALREADY_EXISTS));
  }

  @Test
  void shouldGiveDifferentNumbersToTenantsThatAreCreatedAtOnce() throws Exception {
    final ExecutorService executor = Executors.newFixedThreadPool(6);
    try {
      final List<Future<Positioned<Tenant>>> tenants = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        final NewTenant tenant = new NewTenant(name());
        tenants.add(executor.submit(() -> service.tenants().create(tenant, ALICE)));
      }
      final Set<Integer> tenantIds = new HashSet<>();
      for (final Future<Positioned<Tenant>> tenant : tenants) {
        final Tenant created = tenant.get().value();
        tenantIds.add(created.tenantId());
        assertThat(keysOf(created)).hasSize(1);
      }
      assertThat(tenantIds).hasSize(12);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void shouldCreateAnAgentWithAKeyThatIsReallyItsOwnAndShownOnce() {
    final Positioned<EnrolledAgent> created =
        service
            .agents()
            .createWithGeneratedKey(
                new NewAgent(tenant().value().tenantId(), "worker", Trust.UNTRUSTED, Tier.STANDARD),
                ALICE);
    final EnrolledAgent enrolled = created.value();
    try (Ed25519KeyPair keyPair = Ed25519KeyPair.fromSeed(HEX.parseHex(enrolled.privateKey()))) {
      assertThat(HEX.formatHex(keyPair.publicKey())).isEqualTo(enrolled.agent().publicKey());
    }
    assertThat(enrolled.toString()).doesNotContain(enrolled.privateKey());
    final Agent agent =
        service.agents().get(enrolled.agent().agentId(), created.position()).value();
    assertThat(agent).isEqualTo(enrolled.agent());
    assertThat(agent.createdBy()).isEqualTo("alice");
    assertThat(agent.trust()).isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void shouldGiveANewAgentTheQuotasOfItsTier() {
    final AgentId agentId = agent(Tier.BASIC).value().agentId();
    assertThat(service.limits().quotas(agentId, 0).value())
        .containsExactlyInAnyOrderElementsOf(TierDefaults.quotas(Tier.BASIC));
    final LiveAgent live = service.agents().state(agentId).value();
    assertThat(live.allowances())
        .extracting(allowance -> allowance.quota())
        .containsExactlyInAnyOrderElementsOf(TierDefaults.quotas(Tier.BASIC));
  }

  @Test
  void shouldCreateAnAgentWhoseKeysHolderSignedTheChallenge() {
    try (Ed25519KeyPair keyPair = Ed25519.generate(new SecureRandom())) {
      final PossessionProof proof = prove(keyPair);
      final NewAgent agent =
          new NewAgent(tenant().value().tenantId(), "prover", Trust.TRUSTED, Tier.PREMIUM);
      final Agent created = service.agents().createWithProof(agent, proof, ALICE).value();
      assertThat(created.publicKey()).isEqualTo(HEX.formatHex(keyPair.publicKey()));
      assertThatThrownBy(() -> service.agents().createWithProof(agent, proof, ALICE))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("does not answer an open challenge");
    }
  }

  @Test
  void shouldTakeTheSameAgentTwiceButNoOtherOfTheSameKey() {
    try (Ed25519KeyPair keyPair = Ed25519.generate(new SecureRandom())) {
      final int tenantId = tenant().value().tenantId();
      final NewAgent agent = new NewAgent(tenantId, "twice", Trust.TRUSTED, Tier.BASIC);
      final Agent first = service.agents().createWithProof(agent, prove(keyPair), ALICE).value();
      final Agent again = service.agents().createWithProof(agent, prove(keyPair), ALICE).value();
      assertThat(again.agentId()).isEqualTo(first.agentId());
      final NewAgent other = new NewAgent(tenantId, "other", Trust.TRUSTED, Tier.BASIC);
      final PossessionProof proof = prove(keyPair);
      assertThatThrownBy(() -> service.agents().createWithProof(other, proof, ALICE))
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void shouldRefuseASignatureOfAnotherKeyOrOverSomethingElse() {
    final int tenantId = tenant().value().tenantId();
    final NewAgent agent = new NewAgent(tenantId, "forger", Trust.UNTRUSTED, Tier.BASIC);
    try (Ed25519KeyPair mine = Ed25519.generate(new SecureRandom());
        Ed25519KeyPair theirs = Ed25519.generate(new SecureRandom())) {
      final PossessionProof good = prove(theirs);
      for (final PossessionProof bad :
          List.of(
              sign(mine, theirs, service.agents().challenge(HEX.formatHex(theirs.publicKey()))),
              new PossessionProof(
                  good.challengeId(), HEX.formatHex(mine.publicKey()), good.signature()),
              new PossessionProof("00".repeat(16), good.publicKey(), good.signature()))) {
        assertThatThrownBy(() -> service.agents().createWithProof(agent, bad, ALICE))
            .isInstanceOf(RefusedException.class);
      }
      // An attempt with another key used the challenge up.
      assertThatThrownBy(() -> service.agents().createWithProof(agent, good, ALICE))
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void shouldRefuseAChallengeThatIsTooOld() throws IOException {
    try (IdentityUnderTest own = new IdentityUnderTest();
        Ed25519KeyPair keyPair = Ed25519.generate(new SecureRandom())) {
      final int tenantId =
          own.service.tenants().create(new NewTenant("t"), ALICE).value().tenantId();
      final Challenge challenge =
          own.service.agents().challenge(HEX.formatHex(keyPair.publicKey()));
      final PossessionProof proof = sign(keyPair, keyPair, challenge);
      own.advanceClock(java.time.Duration.ofSeconds(61));
      assertThatThrownBy(
              () ->
                  own.service
                      .agents()
                      .createWithProof(
                          new NewAgent(tenantId, "late", Trust.UNTRUSTED, Tier.BASIC),
                          proof,
                          ALICE))
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void shouldRefuseKeysThatAreNoneOrOfLowOrder() {
    final String zeros = "00".repeat(32);
    final String one = "01" + "00".repeat(31);
    for (final String publicKey : List.of("", "zz".repeat(32), zeros, one, "ff".repeat(32))) {
      assertThatThrownBy(() -> service.agents().challenge(publicKey))
          .isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void shouldRefuseAnAgentOfATenantThatDoesNotExist() {
    final NewAgent agent = new NewAgent(999_999, "lost", Trust.UNTRUSTED, Tier.BASIC);
    assertThatThrownBy(() -> service.agents().createWithGeneratedKey(agent, ALICE))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldChangeTrustAndTierWhereTheVersionIsTheExpectedOne() {
    final Agent agent = agent(Tier.BASIC).value();
    final AgentChange both = new AgentChange(Optional.of(Trust.TRUSTED), Optional.of(Tier.PREMIUM));
    final Agent changed =
        service.agents().change(agent.agentId(), both, agent.version(), ALICE).value();
    assertThat(changed.trust()).isEqualTo(Trust.TRUSTED);
    assertThat(changed.tier()).isEqualTo(Tier.PREMIUM);
    assertThat(changed.version()).isGreaterThan(agent.version());

    final AgentChange suspend = new AgentChange(Optional.of(Trust.SUSPENDED), Optional.empty());
    assertThatThrownBy(
            () -> service.agents().change(agent.agentId(), suspend, agent.version(), ALICE))
        .isInstanceOfSatisfying(
            ConflictException.class,
            ex -> {
              assertThat(ex.reason()).isEqualTo(Reason.VERSION_CONFLICT);
              assertThat(ex.version()).isEqualTo(changed.version());
            });
    assertThat(service.agents().state(agent.agentId()).value().version())
        .isEqualTo(changed.version());
  }

  @Test
  void shouldEndAnAgentForGood() {
    final AgentId agentId = agent(Tier.BASIC).value().agentId();
    assertThat(service.agents().revoke(agentId, ANY, false, ALICE).value().trust())
        .isEqualTo(Trust.REVOKED);
    final AgentChange back = new AgentChange(Optional.of(Trust.TRUSTED), Optional.empty());
    assertThatThrownBy(() -> service.agents().change(agentId, back, ANY, ALICE))
        .isInstanceOfSatisfying(
            ConflictException.class, ex -> assertThat(ex.reason()).isEqualTo(Reason.FINAL_STATE));
  }

  @Test
  void shouldSayThatThereIsNoSuchAgent() {
    final AgentId nobody = AgentId.ofHex("ab".repeat(32));
    final Quota quota = new Quota(ResourceType.MESSAGES, 1, 1, 1, 1);
    assertThatThrownBy(() -> service.agents().get(nobody, 0)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> service.agents().state(nobody)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> service.agents().revoke(nobody, ANY, false, ALICE))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(nobody.hex());
    assertThatThrownBy(() -> service.limits().setQuota(nobody, quota, ANY, ALICE))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> service.limits().quotas(nobody, 0))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldPageThroughTheAgentsOfATenant() {
    final int tenantId = tenant().value().tenantId();
    final Set<AgentId> created = new HashSet<>();
    long position = 0;
    for (int i = 0; i < 5; i++) {
      final Trust trust = i % 2 == 0 ? Trust.TRUSTED : Trust.UNTRUSTED;
      final Positioned<EnrolledAgent> agent =
          service
              .agents()
              .createWithGeneratedKey(new NewAgent(tenantId, "a" + i, trust, Tier.BASIC), ALICE);
      created.add(agent.value().agent().agentId());
      position = agent.position();
    }
    final AgentFilter filter =
        new AgentFilter(Optional.of(tenantId), Optional.empty(), Optional.empty());
    final List<Agent> seen = new ArrayList<>();
    PageRequest request = new PageRequest(Optional.empty(), 2);
    boolean isMore = true;
    while (isMore) {
      final Page<Agent> page = service.agents().list(filter, request, position).value();
      seen.addAll(page.items());
      isMore = page.nextCursor().isPresent();
      request = isMore ? request.at(page.nextCursor().get()) : request;
    }
    assertThat(seen).extracting(Agent::name).containsExactly("a0", "a1", "a2", "a3", "a4");
    assertThat(seen).extracting(Agent::agentId).containsExactlyInAnyOrderElementsOf(created);
    assertThat(
            names(
                new AgentFilter(
                    Optional.of(tenantId), Optional.of(Trust.UNTRUSTED), Optional.empty())))
        .containsExactly("a1", "a3");
    assertThat(names(new AgentFilter(Optional.of(tenantId), Optional.empty(), Optional.of("a3"))))
        .containsExactly("a3");
  }

  @Test
  void shouldSetAndTakeAwayLimits() {
    final AgentId agentId = agent(Tier.BASIC).value().agentId();
    final Quota quota = new Quota(ResourceType.LLM_TOKENS, 5, 50, 500, Quota.NO_LIMIT);
    final long quotaSet = service.limits().setQuota(agentId, quota, ANY, ALICE).position();
    assertThat(service.limits().quotas(agentId, quotaSet).value()).contains(quota);

    assertThatThrownBy(() -> service.limits().budget(agentId, 0))
        .isInstanceOf(NotFoundException.class);
    final Budget budget =
        new Budget(12_500_000_000L, Currency.getInstance("USD"), BudgetPeriod.MONTH);
    final long budgetSet = service.limits().setBudget(agentId, budget, quotaSet, ALICE).position();
    assertThat(service.limits().budget(agentId, budgetSet).value()).isEqualTo(budget);
    assertThat(service.agents().state(agentId).value().budget().orElseThrow().budget())
        .isEqualTo(budget);

    final long removed = service.limits().removeBudget(agentId, budgetSet, ALICE).position();
    assertThatThrownBy(() -> service.limits().budget(agentId, removed))
        .isInstanceOf(NotFoundException.class);
    assertThat(service.agents().get(agentId, removed).value().version()).isEqualTo(removed);
  }

  @Test
  void shouldHaveTheGatesAndTheFirstPermissionsAndFindFreeBitsForMore() {
    await()
        .until(
            () ->
                service.permissions().list(0).value().stream()
                    .anyMatch(permission -> permission.name().equals("storage:write")));
    final List<Permission> permissions = service.permissions().list(0).value();
    assertThat(permissions)
        .extracting(Permission::name)
        .startsWith("gate:agents")
        .contains("llm:call");

    final String name = "test:" + name();
    final Positioned<Permission> defined =
        service
            .permissions()
            .define(new NewPermission(name, Optional.empty(), Trust.TRUSTED), ALICE);
    assertThat(defined.value().bit()).isGreaterThan(23);
    final Permission lowered =
        service
            .permissions()
            .define(new NewPermission(name, Optional.empty(), Trust.UNTRUSTED), ALICE)
            .value();
    assertThat(lowered.bit()).isEqualTo(defined.value().bit());
    assertThat(lowered.minimumTrust()).isEqualTo(Trust.UNTRUSTED);
    assertThatThrownBy(
            () ->
                service
                    .permissions()
                    .define(
                        new NewPermission("other:name", Optional.of(lowered.bit()), Trust.TRUSTED),
                        ALICE))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void shouldKeepThePriceList() {
    final Price price =
        new Price(
            4711,
            "gpt-4o",
            ResourceType.LLM_TOKENS,
            Currency.getInstance("USD"),
            2_500_000_000L,
            10_000_000_000L);
    final long position = service.prices().set(price, ALICE).position();
    assertThat(service.prices().get(4711, position).value()).isEqualTo(price);
    assertThat(service.prices().list(PageRequest.first(), position).value().items())
        .contains(price);
    assertThatThrownBy(() -> service.prices().get(4712, 0)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldNotBelieveATenantThatAppearsInAnEventOfAnotherTenantsAgent() {
    final long before = service.tenants().list(PageRequest.first(), 0).position();
    final byte[] garbage = {1, 2, 3};
    final long position =
        identity.commands.append(EventId.random(), new byte[32], 1, 1, garbage, ALICE);
    assertThat(position).isGreaterThan(before);
    // Passed over, and the consumer goes on.
    assertThat(service.tenants().list(PageRequest.first(), position).position())
        .isGreaterThanOrEqualTo(position);
  }

  @Test
  void shouldGoOnWhereTheEngineWasRestarted() throws IOException {
    try (IdentityUnderTest own = new IdentityUnderTest()) {
      final Tenant before = own.service.tenants().create(new NewTenant("before"), ALICE).value();
      own.stopEngine();
      own.startEngine();
      final Tenant after = own.service.tenants().create(new NewTenant("after"), ALICE).value();
      assertThat(after.tenantId()).isEqualTo(before.tenantId() + 1);
      final GateAnswer answer = own.check("tgc1." + "A".repeat(202), "llm:call", "");
      assertThat(answer.allowed()).isFalse();
    }
  }

  private static Positioned<Tenant> tenant() {
    return service.tenants().create(new NewTenant(name()), ALICE);
  }

  private static synchronized String name() {
    names++;
    return "name" + names;
  }

  private static Positioned<Agent> agent(final Tier tier) {
    final Positioned<EnrolledAgent> created =
        service
            .agents()
            .createWithGeneratedKey(
                new NewAgent(tenant().value().tenantId(), name(), Trust.UNTRUSTED, tier), ALICE);
    return new Positioned<>(created.value().agent(), created.position());
  }

  private static List<LinkKey> keysOf(final Tenant tenant) {
    return service
        .keys()
        .list(Optional.of(tenant.tenantId()), PageRequest.first(), 0)
        .value()
        .items();
  }

  private static List<String> names(final AgentFilter filter) {
    return service.agents().list(filter, PageRequest.first(), 0).value().items().stream()
        .map(Agent::name)
        .toList();
  }

  private static PossessionProof prove(final Ed25519KeyPair keyPair) {
    return sign(keyPair, keyPair, service.agents().challenge(HEX.formatHex(keyPair.publicKey())));
  }

  private static PossessionProof sign(
      final Ed25519KeyPair signer, final Ed25519KeyPair claimed, final Challenge challenge) {
    final byte[] signature = Ed25519.sign(signer, HEX.parseHex(challenge.message()));
    return new PossessionProof(
        challenge.challengeId(), HEX.formatHex(claimed.publicKey()), HEX.formatHex(signature));
  }
}
