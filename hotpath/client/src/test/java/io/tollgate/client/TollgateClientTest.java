package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.client.GateRequest.BulkCheck;
import io.tollgate.client.GateRequest.Check;
import io.tollgate.client.GateRequest.Consume;
import io.tollgate.client.GateRequest.Use;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.sbe.gate.ConsumeDecoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TollgateClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final RetryPolicy PATIENT = RetryPolicy.once(LONG);
  private static final RetryPolicy IMPATIENT = RetryPolicy.once(Duration.ofMillis(50));
  private static final RetryPolicy STUBBORN = RetryPolicy.repeat(Duration.ofMillis(200), LONG);
  private static final ScriptedGate.Script SILENT = (request, answers) -> {};

  private final Path directory = ScriptedGate.newDirectory();
  private final Chain chain = TestChains.ofLinks(2);
  private final Check check = new Check(chain, TestChains.PERMISSION, 0);
  private final List<AutoCloseable> opened = new ArrayList<>();

  private ScriptedGate gate(final ScriptedGate.Script script) {
    final ScriptedGate gate = ScriptedGate.launch(directory, script);
    opened.add(gate);
    return gate;
  }

  private ScriptedGate allowingGate() {
    final ScriptedGate gate = ScriptedGate.launch(directory);
    opened.add(gate);
    return gate;
  }

  private TollgateClient client(final TollgateClient.Context context) {
    final TollgateClient client =
        TollgateClient.start(
            context
                .locator(GateLocator.at(directory))
                .reconnectIntervalNs(TimeUnit.MILLISECONDS.toNanos(10))
                .errorHandler(error -> {}));
    opened.add(client);
    return client;
  }

  private TollgateClient connectedClient() {
    final TollgateClient client = client(new TollgateClient.Context());
    assertThat(client.awaitConnected(LONG)).isTrue();
    return client;
  }

  private Consume consume(final EventId id) {
    return new Consume(
        chain, id, new Use(TestChains.PERMISSION, 0, ResourceType.LLM_TOKENS, 10, 20, 0));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  void shouldAnswerManyThreadsAtOnce() throws Exception {
    allowingGate();
    final TollgateClient client = connectedClient();
    final ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      final List<Future<Integer>> sums = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        sums.add(threads.submit(() -> allowedOf(client, 200)));
      }
      for (final Future<Integer> sum : sums) {
        assertThat(sum.get()).isEqualTo(200);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(client.statistics().answered()).isEqualTo(1600);
    assertThat(client.statistics().late()).isZero();
  }

  private int allowedOf(final TollgateClient client, final int calls) {
    int allowed = 0;
    for (int i = 0; i < calls; i++) {
      allowed += client.call(check, PATIENT).allowed() ? 1 : 0;
    }
    return allowed;
  }

  @Test
  void shouldServeSeveralClientsInOneProcess() {
    allowingGate();
    final TollgateClient one = connectedClient();
    final TollgateClient other = connectedClient();
    assertThat(one.call(check, PATIENT).allowed()).isTrue();
    assertThat(other.call(check, PATIENT).allowed()).isTrue();
    one.close();
    assertThat(other.call(check, PATIENT).allowed()).isTrue();
  }

  @Test
  void shouldBeUnavailableAtOnceWhereThereIsNoGate() {
    final TollgateClient client = client(new TollgateClient.Context());
    final GateAnswer answer = client.call(check, PATIENT);
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(client.statistics().unavailable()).isEqualTo(1);
  }

  @Test
  void shouldWaitForAGateWhereThePolicySaysSo() {
    final TollgateClient client = client(new TollgateClient.Context());
    final CompletableFuture<GateAnswer> answer = client.callAsync(check, STUBBORN);
    allowingGate();
    assertThat(answer.join().allowed()).isTrue();
  }

  @Test
  void shouldTimeOutWhereTheGateIsSilentAndDropTheLateAnswer() throws Exception {
    final List<Runnable> held = new ArrayList<>();
    final ScriptedGate gate =
        gate((request, answers) -> held.add(() -> answers.answer(request, Reason.OK)));
    final TollgateClient client = connectedClient();
    assertThat(client.call(check, IMPATIENT).reason()).isEqualTo(Reason.TIMEOUT);
    gate.script(
        (request, answers) -> {
          held.forEach(Runnable::run);
          answers.answer(request, Reason.PERMISSION_NOT_GRANTED);
        });
    assertThat(client.call(check, PATIENT).reason()).isEqualTo(Reason.PERMISSION_NOT_GRANTED);
    assertThat(client.statistics().timedOut()).isEqualTo(1);
    assertThat(client.statistics().late()).isEqualTo(1);
  }

  @Test
  void shouldRefuseFurtherCallsWhenAsManyAreUnderWayAsItTakes() {
    final ScriptedGate gate = gate(SILENT);
    final TollgateClient client = client(new TollgateClient.Context().maxCalls(3));
    assertThat(client.awaitConnected(LONG)).isTrue();
    final List<CompletableFuture<GateAnswer>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(client.callAsync(check, PATIENT));
    }
    assertThat(client.call(check, PATIENT).reason()).isEqualTo(Reason.OVERLOADED);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    gate.close();
    waiting.forEach(w -> assertThat(w.join().reason()).isEqualTo(Reason.UNAVAILABLE));
    opened.remove(gate);
    allowingGate();
    assertThat(client.call(check, STUBBORN).allowed()).isTrue();
  }

  @Test
  void shouldSayOverloadedWhereTheGateTakesNoMore() {
    final ScriptedGate gate = allowingGate();
    final TollgateClient client = connectedClient();
    gate.deaf(true);
    final List<CompletableFuture<BulkCheckAnswer>> calls = new ArrayList<>();
    final BulkCheck large =
        new BulkCheck(
            TestChains.ofLinks(8),
            Collections.nCopies(64, new BulkCheck.Item(TestChains.PERMISSION, 0)));
    final RetryPolicy second = RetryPolicy.once(Duration.ofSeconds(1));
    for (int i = 0; i < 1000; i++) {
      calls.add(client.callAsync(large, second));
    }
    // More than the terms hold: what was sent may have been decided, what was not was not.
    assertThat(calls.get(0).join().reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(calls.get(999).join().reason()).isEqualTo(Reason.OVERLOADED);
    gate.deaf(false);
    assertThat(client.call(check, STUBBORN).allowed()).isTrue();
  }

  @Test
  void shouldReconnectWhenTheGateWasRestarted() {
    final ScriptedGate gate = allowingGate();
    final TollgateClient client = connectedClient();
    assertThat(client.call(check, PATIENT).allowed()).isTrue();
    gate.close();
    await().until(() -> !client.isConnected());
    assertThat(client.call(check, PATIENT).reason()).isEqualTo(Reason.UNAVAILABLE);
    opened.remove(gate);
    allowingGate();
    assertThat(client.awaitConnected(LONG)).isTrue();
    assertThat(client.call(check, PATIENT).allowed()).isTrue();
    assertThat(client.statistics().connects()).isEqualTo(2);
  }

  @Test
  void shouldRefuseWhatWasUnderWayWhenTheGateGoes() throws Exception {
    final ScriptedGate gate = gate(SILENT);
    final TollgateClient client = connectedClient();
    final CompletableFuture<GateAnswer> answer =
        client.callAsync(consume(EventId.random()), PATIENT);
    gate.takeRequest();
    gate.close();
    assertThat(answer.get(20, TimeUnit.SECONDS).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void shouldRepeatUnderTheSameIdWhenTheGateComesBack() throws Exception {
    final ScriptedGate gate = gate(SILENT);
    final TollgateClient client = connectedClient();
    final RetryPolicy overRestart = RetryPolicy.repeat(LONG, LONG.multipliedBy(2));
    final EventId id = EventId.random();
    final CompletableFuture<GateAnswer> answer = client.callAsync(consume(id), overRestart);
    gate.takeRequest();
    gate.close();
    opened.remove(gate);
    final ScriptedGate next = allowingGate();
    assertThat(answer.get(20, TimeUnit.SECONDS).allowed()).isTrue();
    final ConsumeDecoder repeated = new ConsumeDecoder();
    repeated.wrapAndApplyHeader(next.takeRequest().buffer(), 0, new MessageHeaderDecoder());
    assertThat(new EventId(repeated.eventIdHigh(), repeated.eventIdLow())).isEqualTo(id);
    assertThat(client.statistics().repeated()).isEqualTo(1);
  }

  @Test
  void shouldNeverRepeatWhatHasNoId() throws Exception {
    final ScriptedGate gate = gate(SILENT);
    final TollgateClient client = connectedClient();
    final CompletableFuture<GateAnswer> answer = client.callAsync(consume(EventId.NONE), STUBBORN);
    assertThat(answer.get(20, TimeUnit.SECONDS).reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(gate.requestCount()).isEqualTo(1);
  }

  @Test
  void shouldRepeatWhatTheGateCouldNotDecideJustNow() {
    final AtomicInteger count = new AtomicInteger();
    gate(
        (request, answers) ->
            answers.answer(
                request, count.incrementAndGet() < 3 ? Reason.JOURNAL_UNAVAILABLE : Reason.OK));
    final TollgateClient client = connectedClient();
    assertThat(client.call(check, STUBBORN).allowed()).isTrue();
    assertThat(count).hasValue(3);
    count.set(0);
    assertThat(client.call(check, PATIENT).reason()).isEqualTo(Reason.JOURNAL_UNAVAILABLE);
  }

  @Test
  void shouldNotRepeatAFinalRefusal() {
    final ScriptedGate gate =
        gate((request, answers) -> answers.answer(request, Reason.BUDGET_EXCEEDED));
    final TollgateClient client = connectedClient();
    assertThat(client.call(check, STUBBORN).reason()).isEqualTo(Reason.BUDGET_EXCEEDED);
    assertThat(gate.requestCount()).isEqualTo(1);
  }

  @Test
  void shouldStopRepeatingWhenTheTimeIsUp() {
    gate(SILENT);
    final TollgateClient client = connectedClient();
    final RetryPolicy policy = RetryPolicy.repeat(Duration.ofMillis(20), Duration.ofMillis(200));
    assertThat(client.call(check, policy).reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(client.statistics().repeated()).isPositive();
  }

  @Test
  void shouldRefuseWhatIsUnderWayWhenItIsClosed() {
    gate(SILENT);
    final TollgateClient client = connectedClient();
    final CompletableFuture<GateAnswer> answer = client.callAsync(check, PATIENT);
    client.close();
    assertThat(answer.join().reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(client.call(check, PATIENT).reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(client.isConnected()).isFalse();
  }

  @Test
  void shouldNotLetItsOwnThreadWaitForItself() throws Exception {
    final ScriptedGate gate = allowingGate();
    final TollgateClient client = connectedClient();
    gate.deaf(true);
    final CompletableFuture<GateAnswer> nested =
        client.callAsync(check, PATIENT).thenApply(answer -> client.call(check, PATIENT));
    gate.deaf(false);
    assertThatThrownBy(() -> nested.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(client.call(check, PATIENT).allowed()).isTrue();
  }

  @Test
  void shouldAnswerAnInterruptedThreadAndLeaveItInterrupted()
      throws ExecutionException, InterruptedException {
    gate(SILENT);
    final TollgateClient client = connectedClient();
    final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    final Thread waiting =
        new Thread(
            () -> {
              final Reason reason = client.call(check, PATIENT).reason();
              interrupted.complete(
                  reason == Reason.TIMEOUT && Thread.currentThread().isInterrupted());
            });
    waiting.start();
    waiting.interrupt();
    assertThat(interrupted.get()).isTrue();
  }
}
