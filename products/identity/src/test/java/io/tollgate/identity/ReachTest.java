package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.client.EventId;
import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateRequest;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.AgentChange;
import io.tollgate.identity.domain.AgentTree;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.EnrolledAgent;
import io.tollgate.identity.domain.Exposure;
import io.tollgate.identity.domain.MintedChain;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Price;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.NotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReachTest {
  private static final Actor ALICE = new Actor("alice");
  private static final long ANY = IdentityService.ANY_VERSION;
  private static final Currency USD = Currency.getInstance("USD");
  private static final long DOLLAR = 1_000_000_000L;
  private static final int PRICE = 1;
  private static final Map<AgentId, Ed25519KeyPair> KEYS = new HashMap<>();

  private static IdentityUnderTest identity;
  private static IdentityService service;
  private static int tenantId;

  private AgentId head;
  private AgentId lead;
  private AgentId worker;
  private AgentId other;
  private MintedChain headChain;
  private MintedChain leadChain;
  private MintedChain workerChain;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
    tenantId = service.tenants().create(new NewTenant("reaching"), ALICE).value().tenantId();
    service
        .prices()
        .set(new Price(PRICE, "model", ResourceType.LLM_TOKENS, USD, 1_000 * DOLLAR, 0), ALICE);
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

  /** head -> lead -> worker, and head -> other. */
  @BeforeEach
  void delegate() {
    head = agent("head");
    lead = agent("lead");
    worker = agent("worker");
    other = agent("other");
    headChain = mint(Optional.empty(), head, Set.of("llm:call", "tool:use"), "", 3);
    leadChain = mint(chain(headChain), lead, Set.of("llm:call"), "", 2);
    workerChain = mint(chain(leadChain), worker, Set.of("llm:call"), "project-7", 0);
    mint(chain(headChain), other, Set.of("tool:use"), "", 0);
  }

  @Test
  void shouldListWhoIsReachedThroughWhomInOrder() {
    final AgentTree tree = tree(head);
    assertThat(tree.isComplete()).isTrue();
    assertThat(tree.nodes())
        .extracting(node -> node.link().level() + node.link().name())
        .containsExactly("0head", "1lead", "2worker", "1other");
    assertThat(tree.nodes()).noneMatch(AgentTree.Node::isCutOff);
    assertThat(tree.nodes().get(2).link().scope()).isEqualTo("project-7");
    assertThat(tree.nodes().get(3).permissions()).containsExactly("tool:use");
    assertThat(tree(worker).nodes()).hasSize(1);
  }

  @Test
  void shouldLeaveOutWhatIsDeadAndMarkWhatIsCutOff() {
    service
        .agents()
        .change(lead, new AgentChange(Optional.of(Trust.SUSPENDED), Optional.empty()), ANY, ALICE);
    assertThat(tree(head).nodes())
        .extracting(AgentTree.Node::isCutOff)
        .containsExactly(false, true, true, false);
    assertThat(tree(worker).nodes()).extracting(AgentTree.Node::isCutOff).containsExactly(true);
    assertThat(exposure(worker).grants()).isEmpty();

    service.delegations().revoke(leadChain.delegation().linkId(), ALICE);
    assertThat(tree(head).nodes())
        .extracting(node -> node.link().name())
        .containsExactly("head", "other");
    assertThat(exposure(head).below()).extracting(Exposure.Below::name).containsExactly("other");
    assertThat(workerChain.delegation().depth()).isEqualTo(2);
  }

  @Test
  void shouldBoundTheSpendByTheTightestBudgetOfEachChain() {
    assertThat(exposure(head).spendNano()).isEmpty();
    budget(worker, 3 * DOLLAR, USD);
    assertThat(exposure(head).spendNano()).containsEntry(USD, 3 * DOLLAR);
    budget(other, 5 * DOLLAR, USD);
    assertThat(exposure(head).spendNano()).containsEntry(USD, 8 * DOLLAR);
    budget(lead, 2 * DOLLAR, USD);
    assertThat(exposure(head).spendNano()).containsEntry(USD, 7 * DOLLAR);
    budget(head, 6 * DOLLAR, USD);
    final Exposure exposure = exposure(head);
    assertThat(exposure.spendNano()).containsEntry(USD, 6 * DOLLAR);
    assertThat(exposure.below())
        .extracting(below -> below.name() + " " + below.spendNano().get(USD) / DOLLAR)
        .containsExactly("lead 2", "worker 2", "other 5");
    assertThat(exposure(worker).spendNano()).containsEntry(USD, 2 * DOLLAR);
    assertThat(exposure.grants()).containsEntry("", Set.of("llm:call", "tool:use"));
    assertThat(exposure.below().get(1).grants()).containsEntry("project-7", Set.of("llm:call"));
  }

  @Test
  void shouldLetAChainWithTwoCurrenciesSpendNothing() {
    budget(lead, 2 * DOLLAR, USD);
    budget(worker, 3 * DOLLAR, Currency.getInstance("EUR"));
    assertThat(exposure(worker).spendNano()).isEmpty();
    assertThat(exposure(head).spendNano()).containsOnlyKeys(USD);
  }

  @Test
  void shouldTellWhatIsLeftOfTheBudgetsThatAreSpentFrom() {
    budget(head, 6 * DOLLAR, USD);
    budget(worker, 3 * DOLLAR, USD);
    final Exposure before = exposure(head);
    assertThat(before.isLeftKnown()).isTrue();
    assertThat(before.leftNano()).isEqualTo(before.spendNano()).containsEntry(USD, 6 * DOLLAR);

    assertThat(spend(EventId.random(), 1_000).allowed()).isTrue();
    final Exposure after = exposure(head);
    assertThat(after.spendNano()).containsEntry(USD, 6 * DOLLAR);
    assertThat(after.leftNano()).containsEntry(USD, 5 * DOLLAR);
    assertThat(after.below())
        .extracting(
            below ->
                below.name()
                    + " "
                    + below.leftNano().get(USD) / DOLLAR
                    + " of "
                    + below.spendNano().get(USD) / DOLLAR)
        .containsExactly("lead 5 of 6", "worker 2 of 3", "other 5 of 6");

    // What is held can still be spent.
    final EventId held = EventId.random();
    final GateRequest.Use use = use(2_000);
    final Chain chain = Chain.ofText(workerChain.chain());
    assertThat(
            identity
                .client
                .call(new GateRequest.Reserve(chain, held, use, TimeUnit.MINUTES.toNanos(1)))
                .allowed())
        .isTrue();
    assertThat(exposure(head).leftNano()).containsEntry(USD, 5 * DOLLAR);
    identity.client.call(new GateRequest.Commit(chain, held, 2_000, 0));
    assertThat(exposure(head).leftNano()).containsEntry(USD, 3 * DOLLAR);
    assertThat(exposure(worker).leftNano()).containsEntry(USD, 0L);
    assertThat(spend(EventId.random(), 1_000).allowed()).isFalse();

    budget(head, 2 * DOLLAR, USD);
    assertThat(exposure(head).spendNano()).containsEntry(USD, 2 * DOLLAR);
    assertThat(exposure(head).leftNano()).containsEntry(USD, 0L);
  }

  @Test
  void shouldCountLimitsWholeWhileTheEngineDoesNotAnswer() {
    budget(head, 6 * DOLLAR, USD);
    spend(EventId.random(), 1_000);
    assertThat(exposure(head).leftNano()).containsEntry(USD, 5 * DOLLAR);
    identity.stopEngine();
    try {
      final Exposure exposure = service.reach().exposure(head, 0).value();
      assertThat(exposure.isLeftKnown()).isFalse();
      assertThat(exposure.leftNano()).containsEntry(USD, 6 * DOLLAR);
    } finally {
      identity.startEngine();
    }
  }

  private GateAnswer spend(final EventId eventId, final long tokens) {
    return identity.client.call(
        new GateRequest.Consume(Chain.ofText(workerChain.chain()), eventId, use(tokens)));
  }

  /** A thousand tokens are a dollar. */
  private static GateRequest.Use use(final long tokens) {
    return new GateRequest.Use(
        identity.client.permission("llm:call").bit(),
        Scope.hash("project-7"),
        ResourceType.LLM_TOKENS,
        tokens,
        0,
        PRICE);
  }

  @Test
  void shouldSayThatThereIsNoSuchAgent() {
    final AgentId nobody = AgentId.ofHex("ab".repeat(32));
    assertThatThrownBy(() -> service.reach().tree(nobody, 0)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> service.reach().exposure(nobody, 0))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldShowNothingBelowAnAgentThatHoldsNoLink() {
    final AgentId lonely = agent("lonely");
    assertThat(tree(lonely).nodes()).isEmpty();
    assertThat(exposure(lonely).below()).isEmpty();
    assertThat(exposure(lonely).spendNano()).isEmpty();
  }

  private static AgentTree tree(final AgentId agentId) {
    return service.reach().tree(agentId, identity.commands.journalPosition()).value();
  }

  private static Exposure exposure(final AgentId agentId) {
    return service.reach().exposure(agentId, identity.commands.journalPosition()).value();
  }

  private static void budget(final AgentId agentId, final long limitNano, final Currency currency) {
    service
        .limits()
        .setBudget(agentId, new Budget(limitNano, currency, BudgetPeriod.MONTH), ANY, ALICE);
  }

  private static Optional<String> chain(final MintedChain minted) {
    return Optional.of(minted.chain());
  }

  private static MintedChain mint(
      final Optional<String> parent,
      final AgentId agentId,
      final Set<String> permissions,
      final String scope,
      final int left) {
    final Instant expiresAt = Instant.now().truncatedTo(ChronoUnit.HOURS).plusSeconds(7_200);
    final NewDelegation wanted =
        new NewDelegation(
            parent,
            agentId,
            permissions,
            scope,
            left,
            Optional.empty(),
            expiresAt,
            Optional.empty());
    return service
        .delegations()
        .mint(SignedDelegations.signed(service, wanted, KEYS::get), ALICE)
        .value();
  }

  private static AgentId agent(final String name) {
    final EnrolledAgent enrolled =
        service
            .agents()
            .createWithGeneratedKey(new NewAgent(tenantId, name, Trust.TRUSTED, Tier.BASIC), ALICE)
            .value();
    final AgentId agentId = enrolled.agent().agentId();
    KEYS.put(agentId, Ed25519KeyPair.fromSeed(HexFormat.of().parseHex(enrolled.privateKey())));
    return agentId;
  }
}
