package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.client.EventId;
import io.tollgate.client.GateAnswer;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.domain.AgentChange;
import io.tollgate.identity.domain.Delegation;
import io.tollgate.identity.domain.DelegationFilter;
import io.tollgate.identity.domain.EnrolledAgent;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.IdentityEvent.TenantCreated;
import io.tollgate.identity.domain.LinkKey;
import io.tollgate.identity.domain.MintedChain;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Tenant;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.error.GateRefusedException;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DelegationsTest {
  private static final Actor ALICE = new Actor("alice");
  private static final long ANY = IdentityService.ANY_VERSION;
  private static final Set<String> ALL = Set.of("llm:call", "tool:use", "memory:read");

  private static final Map<AgentId, Ed25519KeyPair> KEYS = new ConcurrentHashMap<>();

  private static IdentityUnderTest identity;
  private static IdentityService service;
  private static int names;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
    Awaitility.await()
        .until(
            () ->
                service.permissions().list(0).value().stream()
                    .anyMatch(permission -> permission.name().equals("storage:write")));
  }

  @AfterAll
  static void stop() {
    identity.close();
  }

  @Test
  void shouldSealChainsThatTheEngineAccepts() {
    final int tenant = tenant();
    final AgentId lead = agent(tenant);
    final AgentId worker = agent(tenant);
    final MintedChain root = mint(Optional.empty(), lead, ALL, "", 2).value();
    final MintedChain child =
        mint(Optional.of(root.chain()), worker, Set.of("llm:call"), "project-7", 0).value();

    assertThat(identity.check(root.chain(), "tool:use", "").allowed()).isTrue();
    assertThat(identity.check(child.chain(), "llm:call", "project-7").allowed()).isTrue();
    assertThat(identity.check(child.chain(), "tool:use", "project-7").reason())
        .isEqualTo(Reason.PERMISSION_NOT_GRANTED);
    assertThat(identity.check(child.chain(), "llm:call", "project-8").reason())
        .isEqualTo(Reason.SCOPE_NOT_GRANTED);
  }

  @Test
  void shouldTellWhoDelegatedWhatToWhom() {
    final int tenant = tenant();
    final AgentId lead = agent(tenant);
    final AgentId worker = agent(tenant);
    final MintedChain root = mint(Optional.empty(), lead, ALL, "", 2).value();
    final Positioned<MintedChain> minted =
        mint(Optional.of(root.chain()), worker, Set.of("llm:call"), "project-7", 1);
    final Delegation child = minted.value().delegation();

    assertThat(child.parentLinkId()).contains(root.delegation().linkId());
    assertThat(child.depth()).isEqualTo(1);
    assertThat(child.tenantId()).isEqualTo(tenant);
    assertThat(child.agentId()).isEqualTo(worker);
    assertThat(child.delegatorId()).contains(lead);
    assertThat(child.permissions()).containsExactly("llm:call");
    assertThat(child.scope()).isEqualTo("project-7");
    assertThat(child.delegationsLeft()).isEqualTo(1);
    assertThat(child.mintedBy()).isEqualTo("alice");
    assertThat(child.revokedAt()).isEmpty();
    assertThat(child.position()).isEqualTo(minted.position());
    assertThat(root.delegation().delegatorId()).isEmpty();
    assertThat(root.delegation().parentLinkId()).isEmpty();
    assertThat(service.delegations().get(child.linkId(), minted.position()).value())
        .isEqualTo(child);

    assertThat(links(filter(Optional.of(tenant), null, null, null)))
        .containsExactly(child, root.delegation());
    assertThat(links(filter(Optional.empty(), worker, null, null))).containsExactly(child);
    assertThat(links(filter(Optional.empty(), null, lead, null))).containsExactly(child);
    assertThat(links(filter(Optional.empty(), null, null, root.delegation().linkId())))
        .containsExactly(child);
  }

  @Test
  void shouldKeepTheChainOutOfTheJournalTheTablesAndTheLogs() {
    final int tenant = tenant();
    final MintedChain minted = mint(Optional.empty(), agent(tenant), ALL, "", 0).value();
    final byte[] bytes = new byte[Chain.ofText(minted.chain()).length()];
    Chain.ofText(minted.chain()).buffer().getBytes(0, bytes);
    final String tag = HexFormat.of().formatHex(bytes, 119, 151);
    final List<String> columns =
        identity.database.inTransaction(
            handle ->
                handle
                    .createQuery("SELECT d::text FROM identity.delegation d")
                    .mapTo(String.class)
                    .list());
    assertThat(columns).isNotEmpty().noneMatch(column -> column.contains(tag));
    assertThat(minted.toString()).doesNotContain(minted.chain());
  }

  @Test
  void shouldRefuseToWidenTheParent() {
    final int tenant = tenant();
    final AgentId lead = agent(tenant);
    final AgentId worker = agent(tenant);
    final Optional<String> narrow =
        Optional.of(mint(Optional.empty(), lead, Set.of("llm:call"), "a", 1).value().chain());
    assertRefused(Reason.PERMISSIONS_WIDENED, () -> mint(narrow, worker, ALL, "a", 0));
    assertRefused(Reason.SCOPE_WIDENED, () -> mint(narrow, worker, Set.of("llm:call"), "", 0));
    assertRefused(
        Reason.DELEGATION_NOT_ALLOWED, () -> mint(narrow, worker, Set.of("llm:call"), "a", 1));
    assertRefused(
        Reason.LIFETIME_WIDENED,
        () -> mint(narrow, worker, Set.of("llm:call"), "a", 0, Duration.ofHours(3)));
    assertRefused(Reason.AGENT_REPEATED, () -> mint(narrow, lead, Set.of("llm:call"), "a", 0));
  }

  @Test
  void shouldRefuseAParentThatIsNotThisGates() {
    final int tenant = tenant();
    final AgentId worker = agent(tenant);
    final String good = mint(Optional.empty(), agent(tenant), ALL, "", 3).value().chain();
    final char last = good.charAt(good.length() - 10);
    final String forged =
        good.substring(0, good.length() - 10)
            + (last == 'A' ? 'B' : 'A')
            + good.substring(good.length() - 9);
    assertRefused(Reason.TAG_INVALID, () -> mint(Optional.of(forged), worker, ALL, "", 0));
    for (final String malformed :
        List.of("", "tgc1.", "tgc1.AAAA", "tgc1.!!", good + "AAAA", "x".repeat(5_000))) {
      assertRefused(Reason.CHAIN_MALFORMED, () -> mint(Optional.of(malformed), worker, ALL, "", 0));
    }
  }

  @Test
  void shouldRefuseToCrossTenants() {
    final String parent = mint(Optional.empty(), agent(tenant()), ALL, "", 3).value().chain();
    final AgentId stranger = agent(tenant());
    assertRefused(Reason.TENANT_MISMATCH, () -> mint(Optional.of(parent), stranger, ALL, "", 0));
  }

  @Test
  void shouldSealNothingForOrBelowThoseWhoAreCutOff() {
    final int tenant = tenant();
    final AgentId lead = agent(tenant);
    final AgentId worker = agent(tenant);
    final MintedChain root = mint(Optional.empty(), lead, ALL, "", 3).value();
    final Optional<String> parent = Optional.of(root.chain());
    setTrust(lead, Trust.SUSPENDED);
    assertRefused(Reason.AGENT_SUSPENDED, () -> mint(parent, worker, ALL, "", 0));
    assertRefused(Reason.AGENT_SUSPENDED, () -> mint(Optional.empty(), lead, ALL, "", 0));
    setTrust(lead, Trust.TRUSTED);
    final MintedChain child = mint(parent, worker, ALL, "", 0).value();

    final Delegation revoked =
        service.delegations().revoke(root.delegation().linkId(), ALICE).value();
    assertThat(revoked.revokedAt()).isPresent();
    assertRefused(Reason.LINK_REVOKED, () -> mint(parent, worker, ALL, "", 0));
    final GateAnswer below = identity.check(child.chain(), "llm:call", "");
    assertThat(below.reason()).isEqualTo(Reason.LINK_REVOKED);
    assertThat(below.failingHop()).isZero();
    service.agents().revoke(worker, ANY, false, ALICE);
    assertRefused(Reason.AGENT_REVOKED, () -> mint(Optional.empty(), worker, ALL, "", 0));
  }

  @Test
  void shouldSealWithTheNewestKeyAndKillWhatARetiredOneSealed() {
    final int tenant = tenant();
    final AgentId agent = agent(tenant);
    final MintedChain old = mint(Optional.empty(), agent, ALL, "", 3).value();
    final LinkKey key = service.keys().add(tenant, ALICE).value();
    final MintedChain young = mint(Optional.empty(), agent, ALL, "", 3).value();
    assertThat(young.delegation().keyId()).isEqualTo(key.keyId());

    final LinkKey retired = service.keys().retire(old.delegation().keyId(), false, ALICE).value();
    assertThat(retired.retiredAt()).isPresent();
    assertThat(identity.check(old.chain(), "llm:call", "").reason()).isEqualTo(Reason.KEY_RETIRED);
    assertThat(identity.check(young.chain(), "llm:call", "").allowed()).isTrue();
    assertRefused(
        Reason.KEY_RETIRED, () -> mint(Optional.of(old.chain()), agent(tenant), ALL, "", 0));

    assertThatThrownBy(() -> service.keys().retire(key.keyId(), false, ALICE))
        .isInstanceOfSatisfying(
            RefusedException.class, ex -> assertThat(ex.code()).isEqualTo("KEY_IS_LAST"));
    service.keys().retire(key.keyId(), true, ALICE);
    assertThatThrownBy(() -> mint(Optional.empty(), agent, ALL, "", 0))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void shouldNotRetireTheKeyThatItCommandsWith() {
    assertThatThrownBy(() -> service.keys().retire(1, false, ALICE))
        .isInstanceOfSatisfying(
            RefusedException.class, ex -> assertThat(ex.code()).isEqualTo("KEY_IS_THE_GATES_OWN"));
    assertThatThrownBy(() -> service.keys().retire(123_456, false, ALICE))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> service.keys().add(123_456, ALICE))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldRefuseLifetimesThatAreOverOrTooLongAndNamesThatAreNotDefined() {
    final AgentId agent = agent(tenant());
    for (final Duration lifetime :
        List.of(Duration.ZERO, Duration.ofSeconds(-5), Duration.ofDays(400))) {
      assertThatThrownBy(() -> mint(Optional.empty(), agent, ALL, "", 0, lifetime))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, ex -> assertThat(ex.field()).isEqualTo("expires_at"));
    }
    assertThatThrownBy(() -> mint(Optional.empty(), agent, Set.of("no:such"), "", 0))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> mint(Optional.empty(), AgentId.ofHex("ab".repeat(32)), ALL, "", 0))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> service.delegations().get(42, 0))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> service.delegations().revoke(42, ALICE))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldBelieveEventsOfTheGatesOwnAgentsOnly() {
    final int tenant = tenant();
    final AgentId agent = agent(tenant);
    setTrust(agent, Trust.TRUSTED);
    final String chain =
        mint(Optional.empty(), agent, Set.of("gate:events"), "", 0).value().chain();
    final GateCommands tenants = new GateCommands(identity.client, Chain.ofText(chain));
    final TenantCreated event = new TenantCreated(77_777, "made up");
    final long position =
        tenants.append(
            EventId.random(),
            agent.toBytes(),
            IdentityEvent.PRODUCT,
            event.type(),
            event.payload(),
            ALICE);
    assertThatThrownBy(() -> service.tenants().get(77_777, position))
        .isInstanceOf(NotFoundException.class);
  }

  private static void assertRefused(final Reason reason, final ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            GateRefusedException.class, ex -> assertThat(ex.reason()).isEqualTo(reason));
  }

  private static Positioned<MintedChain> mint(
      final Optional<String> parent,
      final AgentId agent,
      final Set<String> permissions,
      final String scope,
      final int delegationsLeft) {
    return mint(parent, agent, permissions, scope, delegationsLeft, Duration.ofHours(1));
  }

  private static Positioned<MintedChain> mint(
      final Optional<String> parent,
      final AgentId agent,
      final Set<String> permissions,
      final String scope,
      final int delegationsLeft,
      final Duration lifetime) {
    final Instant base = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    final Instant expiresAt =
        lifetime.isNegative() || lifetime.isZero()
            ? Instant.now().plus(lifetime)
            : base.plus(lifetime);
    return service
        .delegations()
        .mint(
            SignedDelegations.signed(
                service,
                new NewDelegation(
                    parent,
                    agent,
                    permissions,
                    scope,
                    delegationsLeft,
                    Optional.empty(),
                    expiresAt,
                    Optional.empty()),
                KEYS::get),
            ALICE);
  }

  private static int tenant() {
    final Tenant tenant = service.tenants().create(new NewTenant(name()), ALICE).value();
    return tenant.tenantId();
  }

  private static AgentId agent(final int tenant) {
    final EnrolledAgent enrolled =
        service
            .agents()
            .createWithGeneratedKey(
                new NewAgent(tenant, name(), Trust.UNTRUSTED, Tier.BASIC), ALICE)
            .value();
    final AgentId agentId = enrolled.agent().agentId();
    KEYS.put(agentId, Ed25519KeyPair.fromSeed(HexFormat.of().parseHex(enrolled.privateKey())));
    return agentId;
  }

  private static synchronized String name() {
    names++;
    return "name" + names;
  }

  private static void setTrust(final AgentId agent, final Trust trust) {
    service
        .agents()
        .change(agent, new AgentChange(Optional.of(trust), Optional.empty()), ANY, ALICE);
  }

  private static DelegationFilter filter(
      final Optional<Integer> tenant,
      final AgentId agent,
      final AgentId delegator,
      final Long parent) {
    return new DelegationFilter(
        tenant,
        Optional.ofNullable(agent),
        Optional.ofNullable(delegator),
        Optional.ofNullable(parent));
  }

  private static List<Delegation> links(final DelegationFilter filter) {
    return service.delegations().list(filter, PageRequest.first(), 0).value().items();
  }
}
