package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.client.GateRequest.BulkCheck;
import io.tollgate.client.GateRequest.Check;
import io.tollgate.client.GateRequest.Commit;
import io.tollgate.client.GateRequest.Consume;
import io.tollgate.client.GateRequest.Release;
import io.tollgate.client.GateRequest.Reserve;
import io.tollgate.client.GateRequest.Use;
import io.tollgate.engine.EngineContext;
import io.tollgate.engine.GateMediaDriver;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client and the real engine. */
@Timeout(120)
class EngineClientTest {
  private static final RetryPolicy POLICY =
      RetryPolicy.repeat(Duration.ofSeconds(5), Duration.ofSeconds(40));
  private static final int PRICE_ID = 3;
  private static final int USD = 840;
  private static final int P = TestTenant.PERMISSION;

  private final TestEngine engine = new TestEngine();
  private TollgateClient client;
  private TestTenant tenant;

  @BeforeEach
  void start() {
    engine.start();
    client = engine.newClient(POLICY);
    assertThat(client.awaitConnected(Duration.ofSeconds(30))).isTrue();
    tenant = engine.newTenant(client, 3);
  }

  @AfterEach
  void stop() {
    client.close();
    engine.close();
  }

  private GateAnswer command(final GateCommand command) {
    return client.call(command.by(engine.operator()));
  }

  private static Use tokens(final long input, final long output) {
    return new Use(P, 0, ResourceType.LLM_TOKENS, input, output, PRICE_ID);
  }

  private void priceAndBudget(final long limitNano) {
    final int any = (int) GateCommand.ANY_VERSION;
    assertThat(
            command(
                    new GateCommand.SetPrice(
                        PRICE_ID, ResourceType.LLM_TOKENS, 1_000_000, 2_000_000, USD, "model"))
                .allowed())
        .isTrue();
    assertThat(
            command(
                    new GateCommand.SetBudget(
                        TestTenant.agentId(0), limitNano, USD, BudgetPeriod.LIFETIME, any))
                .allowed())
        .isTrue();
  }

  @Test
  void shouldSpeakAsTheEngineListens() {
    assertThat(GateChannels.ipc())
        .isEqualTo(
            new GateChannels(
                GateMediaDriver.ipcChannel(),
                EngineContext.REQUEST_STREAM_ID,
                EngineContext.RESPONSE_STREAM_ID));
  }

  @Test
  void shouldReserveAndSettleAgainstABudget() {
    priceAndBudget(1_000);
    final Chain chain = tenant.chain(2);
    final EventId id = EventId.random();
    final Reserve reserve = new Reserve(chain, id, tokens(100, 200), TimeUnit.MINUTES.toNanos(1));
    final GateAnswer reserved = client.call(reserve);
    assertThat(reserved.allowed()).as("%s", reserved).isTrue();
    assertThat(reserved.costNano()).isEqualTo(500);
    assertThat(reserved.budgetRemainingNano()).isEqualTo(500);
    assertThat(reserved.expiresAt()).isPresent();
    final GateAnswer again = client.call(reserve);
    assertThat(again.duplicate()).isTrue();
    assertThat(again.position()).isEqualTo(reserved.position());

    final GateAnswer tooMuch =
        client.call(
            new Reserve(chain, EventId.random(), tokens(100, 300), TimeUnit.MINUTES.toNanos(1)));
    assertThat(tooMuch.reason()).isEqualTo(Reason.BUDGET_EXCEEDED);
    assertThat(tooMuch.fitting()).isEqualTo(200);

    assertThat(client.call(new Commit(chain, id, 100, 50)).costNano()).isEqualTo(200);
    assertThat(client.call(new Release(chain, id)).reason()).isEqualTo(Reason.RESERVATION_SETTLED);
    final AgentSnapshot root =
        client.call(new GateQuery.OfAgent(engine.operator().chain(), TestTenant.agentId(0)));
    assertThat(root.budget())
        .contains(new AgentSnapshot.Budget(1_000, 200, 0, USD, BudgetPeriod.LIFETIME));
    final AgentSnapshot leaf = client.call(new GateQuery.OfAgent(chain, TestTenant.agentId(1)));
    assertThat(leaf.allowance(ResourceType.LLM_TOKENS).orElseThrow().totalUsed()).isEqualTo(150);
  }

  @Test
  void shouldCarryOutEveryCommandAndLetItBeRepeated() {
    final long any = GateCommand.ANY_VERSION;
    final byte[] agentId = TestTenant.agentId(2);
    final List<GateCommand> commands =
        List.of(
            new GateCommand.SetTier(agentId, Tier.PREMIUM, any),
            new GateCommand.SetQuota(agentId, ResourceType.MESSAGES, 10, 20, 30, -1, any),
            new GateCommand.SetBudget(agentId, 5, USD, BudgetPeriod.DAY, any),
            new GateCommand.SetPrice(9, ResourceType.MESSAGES, 1, 0, USD, "messages"),
            new GateCommand.AppendEvent(
                EventId.random(), agentId, 1, 7, "payload".getBytes(StandardCharsets.UTF_8)),
            new GateCommand.RevokeLink(77, agentId),
            new GateCommand.SetTrust(agentId, Trust.SUSPENDED, any),
            new GateCommand.RevokeAgent(agentId, any),
            new GateCommand.RetireKey(TestTenant.KEY_ID));
    for (final GateCommand command : commands) {
      final GateAnswer first = command(command);
      assertThat(first.allowed()).as("%s: %s", command, first).isTrue();
      assertThat(first.position()).isPositive();
      assertThat(command(command).allowed()).as("%s again", command).isTrue();
    }
    final AgentSnapshot agent =
        client.call(new GateQuery.OfAgent(engine.operator().chain(), agentId));
    assertThat(agent.agentId()).isEqualTo(HexFormat.of().formatHex(agentId));
    assertThat(agent.tenantId()).isEqualTo(TestTenant.TENANT_ID);
    assertThat(agent.tier()).isEqualTo(Tier.PREMIUM);
    assertThat(agent.trust()).isEqualTo(Trust.REVOKED);
    assertThat(agent.allowance(ResourceType.MESSAGES).orElseThrow().dayLimit()).isEqualTo(20);
    assertThat(client.call(new Check(tenant.chain(1), P, 0)).reason())
        .isEqualTo(Reason.KEY_RETIRED);
  }

  @Test
  void shouldTellOfAConflictWhereSomebodyElseChangedTheAgent() {
    final byte[] agentId = TestTenant.agentId(0);
    final AgentSnapshot seen =
        client.call(new GateQuery.OfAgent(engine.operator().chain(), agentId));
    assertThat(command(new GateCommand.SetTier(agentId, Tier.BASIC, seen.version())).allowed())
        .isTrue();
    assertThat(command(new GateCommand.SetTier(agentId, Tier.PREMIUM, seen.version())).reason())
        .isEqualTo(Reason.VERSION_CONFLICT);
  }

  @Test
  void shouldNotLetAChainCommandThatMayOnlyCheck() {
    final Authority worker = new Authority(tenant.chain(1), "worker");
    assertThat(client.call(new GateCommand.RetireKey(TestTenant.KEY_ID).by(worker)).reason())
        .isEqualTo(Reason.NOT_AUTHORIZED);
    assertThat(client.call(new GateQuery.OfAgent(tenant.chain(1), TestTenant.agentId(2))).reason())
        .isEqualTo(Reason.NOT_AUTHORIZED);
  }

  @Test
  void shouldCheckInBulkAndLookPermissionsUp() {
    assertThat(client.permission("llm:call"))
        .isEqualTo(new PermissionEntry(Reason.OK, P, Trust.UNTRUSTED));
    assertThat(client.permission("no:such").reason()).isEqualTo(Reason.PERMISSION_UNKNOWN);
    final BulkCheckAnswer bulk =
        client.call(
            new BulkCheck(
                tenant.chain(3), List.of(new BulkCheck.Item(P, 0), new BulkCheck.Item(0, 0))));
    assertThat(bulk.isOk()).isTrue();
    assertThat(bulk.results())
        .extracting(BulkCheckAnswer.Result::reason)
        .containsExactly(Reason.OK, Reason.PERMISSION_NOT_GRANTED);
    final GateStatus status = client.call(new GateQuery.OfStatus());
    assertThat(status.isOk()).isTrue();
    assertThat(status.writable()).isEqualTo(Reason.OK);
    assertThat(status.position()).isGreaterThanOrEqualTo(bulk.position());
  }

  @Test
  void shouldGoOnAfterARestartAndCountNothingTwice() {
    final Chain chain = tenant.chain(2);
    final Consume consume =
        new Consume(chain, EventId.random(), new Use(P, 0, ResourceType.LLM_TOKENS, 5, 0, 0));
    final GateAnswer first = client.call(consume);
    assertThat(first.allowed()).isTrue();
    engine.stop();
    engine.start();
    final GateAnswer again = client.call(consume);
    assertThat(again.duplicate()).isTrue();
    assertThat(again.position()).isEqualTo(first.position());
    assertThat(client.statistics().connects()).isEqualTo(2);
    final AgentSnapshot leaf = client.call(new GateQuery.OfAgent(chain, TestTenant.agentId(1)));
    assertThat(leaf.allowance(ResourceType.LLM_TOKENS).orElseThrow().totalUsed()).isEqualTo(5);
  }
}
