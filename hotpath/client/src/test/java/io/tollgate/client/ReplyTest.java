package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.client.GateRequest.BulkCheck;
import io.tollgate.client.GateRequest.Check;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.sbe.gate.AgentStateEncoder;
import io.tollgate.sbe.gate.BulkAnswerEncoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import io.tollgate.sbe.gate.PermissionAnswerEncoder;
import io.tollgate.sbe.gate.StatusEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReplyTest {
  private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

  private static ScriptedGate gate;
  private static TollgateClient client;

  private final Chain chain = TestChains.ofLinks(1);

  @BeforeAll
  static void connect() {
    final Path directory = ScriptedGate.newDirectory();
    gate = ScriptedGate.launch(directory);
    client =
        TollgateClient.start(
            new TollgateClient.Context()
                .locator(GateLocator.at(directory))
                .retryPolicy(RetryPolicy.once(Duration.ofSeconds(20))));
    assertThat(client.awaitConnected(Duration.ofSeconds(20))).isTrue();
  }

  @AfterAll
  static void disconnect() {
    client.close();
    gate.close();
  }

  @Test
  void shouldTellAllThatAnAnswerSays() {
    gate.script(
        (request, answers) ->
            answers.answer(
                request,
                Reason.BUDGET_EXCEEDED,
                answer ->
                    answer
                        .position(1)
                        .remaining(2)
                        .fitting(3)
                        .costNano(4)
                        .budgetRemainingNano(5)
                        .expiresAtNs(6_000_000_007L)
                        .failingHop((byte) 2)
                        .duplicate((short) 1)));
    final GateAnswer answer = client.call(new Check(chain, 17, 0));
    assertThat(answer)
        .isEqualTo(
            new GateAnswer(false, Reason.BUDGET_EXCEEDED, 2, 1, 2, 3, 4, 5, 6_000_000_007L, true));
    assertThat(answer.expiresAt()).contains(Instant.ofEpochSecond(6, 7));
    assertThat(GateAnswer.refused(Reason.TIMEOUT).expiresAt()).isEmpty();
  }

  @Test
  void shouldNeverTakeAContradictionForALeaveToGoOn() {
    gate.script(
        (request, answers) ->
            answers.answer(request, Reason.OK, answer -> answer.decision((short) 0)));
    assertThat(client.call(new Check(chain, 17, 0)).reason()).isEqualTo(Reason.MALFORMED);
    gate.script(
        (request, answers) ->
            answers.answer(request, Reason.TAG_INVALID, answer -> answer.decision((short) 1)));
    assertThat(client.call(new Check(chain, 17, 0)).reason()).isEqualTo(Reason.TAG_INVALID);
    gate.script(
        (request, answers) ->
            answers.answer(
                request, Reason.OK, answer -> answer.decision((short) 1).reason((short) 250)));
    assertThat(client.call(new Check(chain, 17, 0)).reason()).isEqualTo(Reason.UNSUPPORTED_VERSION);
    assertThatThrownBy(() -> GateAnswer.refused(Reason.OK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTakeAPlainAnswerToAnotherQuestionForARefusal() {
    gate.script((request, answers) -> answers.answer(request, Reason.CHAIN_MALFORMED));
    final BulkCheck bulk = new BulkCheck(chain, List.of(new BulkCheck.Item(17, 0)));
    assertThat(client.call(bulk).reason()).isEqualTo(Reason.CHAIN_MALFORMED);
    assertThat(client.call(new GateQuery.OfAgent(chain, new byte[32])).reason())
        .isEqualTo(Reason.CHAIN_MALFORMED);
    gate.script((request, answers) -> answers.answer(request, Reason.OK));
    assertThat(client.call(bulk).reason()).isEqualTo(Reason.MALFORMED);
    assertThat(client.call(new GateQuery.OfStatus()).isOk()).isFalse();
  }

  @Test
  void shouldTellEachResultOfABulk() {
    gate.script(
        (request, answers) -> {
          final BulkAnswerEncoder bulk = new BulkAnswerEncoder();
          bulk.wrapAndApplyHeader(answers.buffer(), 0, answers.header())
              .correlationId(request.correlationId())
              .position(9)
              .reason((short) 0)
              .resultsCount(2)
              .next()
              .decision((short) 1)
              .reason((short) 0)
              .failingHop((byte) -1)
              .next()
              .decision((short) 0)
              .reason((short) Reason.SCOPE_NOT_GRANTED.code())
              .failingHop((byte) 1);
          answers.send(HEADER + bulk.encodedLength());
        });
    final BulkCheckAnswer answer =
        client.call(
            new BulkCheck(chain, List.of(new BulkCheck.Item(17, 0), new BulkCheck.Item(18, 0))));
    assertThat(answer.isOk()).isTrue();
    assertThat(answer.position()).isEqualTo(9);
    assertThat(answer.results())
        .containsExactly(
            new BulkCheckAnswer.Result(true, Reason.OK, -1),
            new BulkCheckAnswer.Result(false, Reason.SCOPE_NOT_GRANTED, 1));
    assertThat(answer.allAllowed()).isFalse();
  }

  @Test
  void shouldTellAnAgentsState() {
    gate.script(
        (request, answers) -> {
          final AgentStateEncoder state = new AgentStateEncoder();
          state
              .wrapAndApplyHeader(answers.buffer(), 0, answers.header())
              .correlationId(request.correlationId())
              .position(1)
              .version(2)
              .allowedCount(3)
              .deniedCount(4)
              .lastActiveNs(5)
              .budgetLimitNano(6)
              .budgetSpentNano(7)
              .budgetReservedNano(8)
              .agentIndex(9)
              .tenantId(10)
              .budgetCurrency(840)
              .budgetPeriod((short) BudgetPeriod.DAY.code())
              .trust((short) Trust.TRUSTED.code())
              .tier((short) Tier.PREMIUM.code())
              .reason((short) 0)
              .putAgentId(TestChains.agentId(0), 0, 32)
              .allowancesCount(1)
              .next()
              .hourLimit(11)
              .dayLimit(12)
              .monthLimit(-1)
              .concurrentLimit(14)
              .hourUsed(15)
              .dayUsed(16)
              .monthUsed(17)
              .held(18)
              .totalUsed(19)
              .resource((short) ResourceType.MESSAGES.code());
          answers.send(HEADER + state.encodedLength());
        });
    final AgentSnapshot agent = client.call(new GateQuery.OfAgent(chain, TestChains.agentId(0)));
    assertThat(agent.isOk()).isTrue();
    assertThat(agent.agentId()).isEqualTo(HexFormat.of().formatHex(TestChains.agentId(0)));
    assertThat(agent.version()).isEqualTo(2);
    assertThat(agent.tier()).isEqualTo(Tier.PREMIUM);
    assertThat(agent.budget()).contains(new AgentSnapshot.Budget(6, 7, 8, 840, BudgetPeriod.DAY));
    assertThat(agent.allowance(ResourceType.MESSAGES))
        .contains(
            new AgentSnapshot.Allowance(ResourceType.MESSAGES, 11, 12, -1, 14, 15, 16, 17, 18, 19));
    assertThat(agent.allowance(ResourceType.LLM_TOKENS)).isEmpty();
  }

  @Test
  void shouldTellHowTheGateIs() {
    gate.script(
        (request, answers) -> {
          final StatusEncoder status = new StatusEncoder();
          status
              .wrapAndApplyHeader(answers.buffer(), 0, answers.header())
              .correlationId(request.correlationId())
              .position(1)
              .timeNs(2)
              .startedAtNs(3)
              .agents(4)
              .keys(5)
              .reservations(6)
              .events(7)
              .writable((short) Reason.DISK_FULL.code());
          answers.send(HEADER + status.encodedLength());
        });
    assertThat(client.call(new GateQuery.OfStatus()))
        .isEqualTo(new GateStatus(Reason.OK, 1, 2, 3, 4, 5, 6, 7, Reason.DISK_FULL));
  }

  @Test
  void shouldRememberPermissionsThatItFound() {
    gate.script((request, answers) -> permission(request, answers, Reason.PERMISSION_UNKNOWN));
    assertThat(client.permission("a:known").reason()).isEqualTo(Reason.PERMISSION_UNKNOWN);
    gate.script((request, answers) -> permission(request, answers, Reason.OK));
    final PermissionEntry found = client.permission("a:known");
    assertThat(found).isEqualTo(new PermissionEntry(Reason.OK, 42, Trust.TRUSTED));
    final int before = gate.requestCount();
    assertThat(client.permission("a:known")).isEqualTo(found);
    assertThat(gate.requestCount()).isEqualTo(before);
  }

  private static void permission(
      final ScriptedGate.Request request, final ScriptedGate.Answers answers, final Reason reason) {
    final PermissionAnswerEncoder answer = new PermissionAnswerEncoder();
    final UnsafeBuffer buffer = answers.buffer();
    answer
        .wrapAndApplyHeader(buffer, 0, answers.header())
        .correlationId(request.correlationId())
        .permission((short) 42)
        .minimumTrust((short) Trust.TRUSTED.code())
        .reason((short) reason.code());
    answers.send(HEADER + answer.encodedLength());
  }
}
