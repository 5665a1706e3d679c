package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aeron.Aeron;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.sbe.gate.BulkCheckDecoder;
import io.tollgate.sbe.gate.CheckDecoder;
import io.tollgate.sbe.gate.CommitDecoder;
import io.tollgate.sbe.gate.ConsumeDecoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.ReleaseDecoder;
import io.tollgate.sbe.gate.ReserveDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GateSessionTest {
  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

  private final Path directory = ScriptedGate.newDirectory();
  private final Chain chain = TestChains.ofLinks(2);
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private ScriptedGate gate;
  private Aeron aeron;
  private GateSession session;

  @BeforeEach
  void connect() {
    gate = ScriptedGate.launch(directory);
    aeron = TestAeron.connect(directory);
    session = GateSession.connect(aeron, GateChannels.ipc(), TIMEOUT_NS);
  }

  @AfterEach
  void disconnect() {
    session.close();
    aeron.close();
    gate.close();
  }

  @Test
  void shouldAnswerPipelinedRequestsInTheirOrder() {
    final List<Long> answered = new ArrayList<>();
    for (long id = 1; id <= 100; id++) {
      assertThat(session.offerCheck(id, chain, 17, 5)).isEqualTo(OfferResult.SENT);
    }
    await()
        .until(
            () ->
                session.poll(a -> answered.add(a.correlationId()), 10) >= 0
                    && answered.size() == 100);
    assertThat(answered).isSorted().startsWith(1L).endsWith(100L);
  }

  @Test
  void shouldSendAWholeCheck() throws InterruptedException {
    session.offerCheck(9, chain, 127, -3);
    final ScriptedGate.Request request = gate.takeRequest();
    final CheckDecoder check = new CheckDecoder();
    check.wrapAndApplyHeader(request.buffer(), 0, header);
    assertThat(check.correlationId()).isEqualTo(9);
    assertThat(check.permission()).isEqualTo((short) 127);
    assertThat(check.scopeHash()).isEqualTo(-3);
    assertThat(chainBytes(check.chainLength(), check::getChain)).isEqualTo(chain);
    assertThat(check.limit()).isEqualTo(request.length());
  }

  @Test
  void shouldSendAWholeUse() throws InterruptedException {
    session.offerConsume(1, chain, 2, 3, 17, 4, ResourceType.LLM_TOKENS.code(), 5, 6, -1);
    final ScriptedGate.Request consumed = gate.takeRequest();
    final ConsumeDecoder consume = new ConsumeDecoder();
    consume.wrapAndApplyHeader(consumed.buffer(), 0, header);
    assertThat(consume.correlationId()).isEqualTo(1);
    assertThat(consume.eventIdHigh()).isEqualTo(2);
    assertThat(consume.eventIdLow()).isEqualTo(3);
    assertThat(consume.permission()).isEqualTo((short) 17);
    assertThat(consume.scopeHash()).isEqualTo(4);
    assertThat(consume.resource()).isEqualTo((short) ResourceType.LLM_TOKENS.code());
    assertThat(consume.amount()).isEqualTo(5);
    assertThat(consume.outputAmount()).isEqualTo(6);
    assertThat(consume.priceId()).isEqualTo(0xFFFF_FFFFL);
    assertThat(chainBytes(consume.chainLength(), consume::getChain)).isEqualTo(chain);
    assertThat(consume.limit()).isEqualTo(consumed.length());

    session.offerReserve(1, chain, 2, 3, 17, 4, 1, 5, 6, 7, 8);
    final ScriptedGate.Request reserved = gate.takeRequest();
    final ReserveDecoder reserve = new ReserveDecoder();
    reserve.wrapAndApplyHeader(reserved.buffer(), 0, header);
    assertThat(reserve.reservationIdHigh()).isEqualTo(2);
    assertThat(reserve.reservationIdLow()).isEqualTo(3);
    assertThat(reserve.lifetimeNs()).isEqualTo(8);
    assertThat(reserve.priceId()).isEqualTo(7);
    assertThat(chainBytes(reserve.chainLength(), reserve::getChain)).isEqualTo(chain);
    assertThat(reserve.limit()).isEqualTo(reserved.length());
  }

  @Test
  void shouldSendAWholeSettlement() throws InterruptedException {
    session.offerCommit(1, chain, 2, 3, 4, 5);
    final ScriptedGate.Request committed = gate.takeRequest();
    final CommitDecoder commit = new CommitDecoder();
    commit.wrapAndApplyHeader(committed.buffer(), 0, header);
    assertThat(commit.reservationIdLow()).isEqualTo(3);
    assertThat(commit.amount()).isEqualTo(4);
    assertThat(commit.outputAmount()).isEqualTo(5);
    assertThat(chainBytes(commit.chainLength(), commit::getChain)).isEqualTo(chain);
    assertThat(commit.limit()).isEqualTo(committed.length());

    session.offerRelease(1, chain, 2, 3);
    final ScriptedGate.Request released = gate.takeRequest();
    final ReleaseDecoder release = new ReleaseDecoder();
    release.wrapAndApplyHeader(released.buffer(), 0, header);
    assertThat(release.reservationIdHigh()).isEqualTo(2);
    assertThat(chainBytes(release.chainLength(), release::getChain)).isEqualTo(chain);
    assertThat(release.limit()).isEqualTo(released.length());
  }

  @Test
  void shouldSendAWholeBulk() throws InterruptedException {
    final int count = GateSession.MAX_BULK_CHECKS;
    final int[] permissions = new int[count];
    final long[] scopes = new long[count];
    permissions[count - 1] = 9;
    scopes[count - 1] = 11;
    assertThat(session.offerBulkCheck(1, TestChains.ofLinks(8), permissions, scopes, count))
        .isEqualTo(OfferResult.SENT);
    final ScriptedGate.Request request = gate.takeRequest();
    final BulkCheckDecoder bulk = new BulkCheckDecoder();
    bulk.wrapAndApplyHeader(request.buffer(), 0, header);
    final BulkCheckDecoder.ChecksDecoder checks = bulk.checks();
    assertThat(checks.count()).isEqualTo(count);
    while (checks.hasNext()) {
      checks.next();
    }
    assertThat(checks.permission()).isEqualTo((short) 9);
    assertThat(checks.scopeHash()).isEqualTo(11);
    assertThat(chainBytes(bulk.chainLength(), bulk::getChain)).isEqualTo(TestChains.ofLinks(8));
    assertThat(bulk.limit()).isEqualTo(request.length());
  }

  @Test
  void shouldRefuseWhatNoMessageCanCarry() {
    assertThatThrownBy(() -> session.offerCheck(1, chain, 128, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> session.offerCheck(1, chain, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> session.offerBulkCheck(1, chain, new int[65], new long[65], 65))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> session.offerBulkCheck(1, chain, new int[0], new long[0], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldSayThatTheGateDoesNotKeepUpAndGoOnWhenItDoes() {
    gate.deaf(true);
    long sent = 0;
    OfferResult result = OfferResult.SENT;
    while (result.isSent()) {
      result = session.offerCheck(sent + 1, chain, 17, 0);
      sent += result.isSent() ? 1 : 0;
    }
    assertThat(result.mayRetry()).isTrue();
    assertThat(sent).isPositive();
    gate.deaf(false);
    final long[] answered = new long[1];
    final long expected = sent;
    await().until(() -> session.poll(a -> answered[0]++, 64) >= 0 && answered[0] == expected);
    await().until(() -> session.offerCheck(expected + 1, chain, 17, 0).isSent());
  }

  @Test
  void shouldBeLostForGoodWhenTheGateGoes() {
    gate.close();
    await().until(() -> session.poll(a -> {}, 1) == 0 && session.isLost());
    assertThat(session.isConnected()).isFalse();
    assertThat(session.offerCheck(1, chain, 17, 0))
        .isIn(OfferResult.NOT_CONNECTED, OfferResult.CLOSED);
    gate = ScriptedGate.launch(directory);
    assertThat(session.isLost()).isTrue();
  }

  @Test
  void shouldRefuseOffersOnceClosed() {
    session.close();
    assertThat(session.offerCheck(1, chain, 17, 0)).isEqualTo(OfferResult.CLOSED);
    assertThat(session.poll(a -> {}, 1)).isZero();
  }

  @Test
  void shouldRefuseOffersBeforeItIsConnected() {
    try (GateSession young = GateSession.open(aeron, GateChannels.ipc())) {
      assertThat(young.offerCheck(1, chain, 17, 0)).isEqualTo(OfferResult.NOT_CONNECTED);
    }
  }

  @Test
  void shouldGiveUpWhereNoGateListens() {
    final GateChannels nobody = new GateChannels(GateChannels.IPC_CHANNEL, 5001, 5002);
    assertThatThrownBy(() -> GateSession.connect(aeron, nobody, TimeUnit.MILLISECONDS.toNanos(50)))
        .isInstanceOf(GateUnavailableException.class);
  }

  @Test
  void shouldDropAndCountAnswersOfNoKnownForm() {
    gate.script(
        (request, answers) -> {
          answers.buffer().setMemory(0, 64, (byte) 0x55);
          answers.send(4);
          answers.send(64);
          answers.answer(request, Reason.OK);
        });
    session.offerCheck(1, chain, 17, 0);
    final List<Long> answered = new ArrayList<>();
    await()
        .until(
            () -> session.poll(a -> answered.add(a.correlationId()), 1) > 0 && !answered.isEmpty());
    assertThat(answered).containsExactly(1L);
    assertThat(session.unknownAnswers()).isEqualTo(2);
  }

  @Test
  void shouldKeepTheAnswersOfSeveralSessionsApart() {
    try (GateSession other = GateSession.connect(aeron, GateChannels.ipc(), TIMEOUT_NS)) {
      final List<Long> mine = new ArrayList<>();
      final List<Long> others = new ArrayList<>();
      session.offerCheck(1, chain, 17, 0);
      other.offerCheck(2, chain, 17, 0);
      await()
          .until(
              () -> {
                session.poll(a -> mine.add(a.correlationId()), 8);
                other.poll(a -> others.add(a.correlationId()), 8);
                return mine.size() + others.size() == 2;
              });
      assertThat(mine).containsExactly(1L);
      assertThat(others).containsExactly(2L);
    }
  }

  private interface Getter {
    int get(byte[] to, int offset, int length);
  }

  private static Chain chainBytes(final int length, final Getter getter) {
    final byte[] bytes = new byte[length];
    getter.get(bytes, 0, length);
    return Chain.ofBytes(bytes);
  }
}
