package io.tollgate.adminapi.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.access.Role;
import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.ApiCall;
import io.tollgate.adminapi.call.SavedRequest;
import io.tollgate.adminapi.idempotency.AnswerSeal;
import io.tollgate.adminapi.problem.ProblemException;
import io.tollgate.adminapi.queue.WriteState.State;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.error.RefusedException;
import io.tollgate.support.error.UnavailableException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class WriteQueueTest {
  private static final String SET_QUOTA = "setQuota";
  private static final String SECRET = "a text that no file may show";

  @TempDir private Path directory;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private WriteQueue queue;

  @BeforeEach
  void begin() {
    queue = open((byte) 1);
  }

  @AfterEach
  void end() {
    queue.close();
  }

  private WriteQueue open(final byte key) {
    final byte[] secret = new byte[32];
    Arrays.fill(secret, key);
    return WriteQueue.open(
        file(), new AnswerSeal(secret, new SecureRandom()), new SecureRandom(), () -> now);
  }

  private Path file() {
    return directory.resolve("writes.queue");
  }

  private void reopen() {
    queue.close();
    queue = open((byte) 1);
  }

  private static SavedRequest request(final String agent, final String key, final int value) {
    return new SavedRequest(
        new Caller("alice", Set.of(Role.OPERATOR), "token " + value),
        "PUT /v1/agents/" + agent + "/quotas/messages",
        Map.of("agentId", agent, "resource", "messages"),
        Map.of("Idempotency-Key", key),
        new JsonObject().put("value", value).put("note", SECRET));
  }

  @Test
  void shouldHoldWhatWaitsAcrossARestart() {
    final WriteState first = queue.offer(SET_QUOTA, request("a", "k1", 1));
    final WriteState second = queue.offer(SET_QUOTA, request("b", "k2", 2));
    reopen();
    assertThat(queue.all()).containsExactly(first, second);
    assertThat(queue.heads().get(0).request()).isEqualTo(request("a", "k1", 1));
  }

  @Test
  void shouldShowNothingOfWhatItHolds() throws IOException {
    queue.offer(SET_QUOTA, request("a", "k1", 1));
    assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
        .doesNotContain(SECRET)
        .doesNotContain("alice");
    assertThat(request("a", "k1", 1).toString()).doesNotContain(SECRET);
  }

  @Test
  void shouldTakeTheSameAgainForTheOneThatWaits() {
    final WriteState first = queue.offer(SET_QUOTA, request("a", "k1", 1));
    final SavedRequest again = request("a", "k1", 1);
    assertThat(queue.offer(SET_QUOTA, again).id()).isEqualTo(first.id());
    assertThatThrownBy(() -> queue.offer(SET_QUOTA, request("a", "k1", 2)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            ex -> assertThat(ex.problem().reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED"));
  }

  @Test
  void shouldRefuseMoreThanItTakes() {
    for (int i = 0; i < WriteQueue.MAX_WAITING; i++) {
      queue.offer(SET_QUOTA, request("a", "k" + i, i));
    }
    assertThatThrownBy(() -> queue.offer(SET_QUOTA, request("a", "one more", 0)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            ex -> assertThat(ex.problem().reason()).isEqualTo("QUEUE_FULL"));
  }

  @Test
  void shouldDoEachOnceAndThoseOfAnAgentInTheirOrder() {
    final List<Integer> done = new CopyOnWriteArrayList<>();
    final AtomicInteger failures = new AtomicInteger(1);
    for (int i = 0; i < 6; i++) {
      queue.offer(SET_QUOTA, request(i % 2 == 0 ? "even" : "odd", "k" + i, i));
    }
    run(
        request -> {
          if (failures.getAndDecrement() > 0) {
            throw new UnavailableException(Reason.UNAVAILABLE, "away");
          }
          done.add(request.body().number("value"));
          return Answer.ok(new JsonObject().put("position", 5));
        });
    assertThat(done).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    assertThat(done.stream().filter(value -> value % 2 == 0)).containsExactly(0, 2, 4);
    assertThat(done.stream().filter(value -> value % 2 == 1)).containsExactly(1, 3, 5);
    reopen();
    assertThat(queue.count(State.WAITING)).isZero();
    assertThat(queue.count(State.DONE)).isEqualTo(6);
    assertThat(queue.all().get(0).result().orElseThrow().getInteger("position")).isEqualTo(5);
  }

  @Test
  void shouldGiveUpWhatIsRefusedAndGoOn() {
    final WriteState refused = queue.offer(SET_QUOTA, request("a", "k1", 1));
    final WriteState next = queue.offer(SET_QUOTA, request("a", "k2", 2));
    run(
        request -> {
          if (request.body().number("value") == 1) {
            throw new RefusedException("AGENT_REVOKED", true, 3, "revoked");
          }
          return Answer.ok(new JsonObject());
        });
    assertThat(queue.find(refused.id()).orElseThrow().state()).isEqualTo(State.DEAD);
    assertThat(queue.find(refused.id()).orElseThrow().reason()).isEqualTo("AGENT_REVOKED");
    assertThat(queue.find(next.id()).orElseThrow().state()).isEqualTo(State.DONE);
  }

  @Test
  void shouldGiveUpWhatWaitedTooLong() {
    final WriteState late = queue.offer(SET_QUOTA, request("a", "k1", 1));
    assertThat(queue.oldestWait()).isZero();
    now = now.plus(WriteQueue.MAX_WAIT).plusMillis(1);
    run(
        request -> {
          throw new IllegalStateException("too late to be done");
        });
    assertThat(queue.find(late.id()).orElseThrow().reason()).isEqualTo("QUEUE_WAIT_TOO_LONG");
  }

  private void run(final ApiCall call) {
    final WriteRunner runner = new WriteRunner(queue, () -> now);
    runner.put(SET_QUOTA, call);
    runner.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> queue.count(State.WAITING) == 0);
    runner.close();
  }

  @Test
  void shouldForgetWhatEndedADayAgo() {
    queue.offer(SET_QUOTA, request("a", "k1", 1));
    queue.done(queue.heads().get(0), new JsonObject());
    now = now.plus(Duration.ofHours(25));
    reopen();
    assertThat(queue.all()).isEmpty();
  }

  @Test
  void shouldPutAFileAsideThatItCannotRead() throws IOException {
    queue.offer(SET_QUOTA, request("a", "k1", 1));
    queue.close();
    queue = open((byte) 2);
    assertThat(queue.all()).isEmpty();
    assertThat(queue.filesAside()).isEqualTo(1);
    queue.close();
    Files.writeString(file(), "no queue at all");
    now = now.plusMillis(1);
    queue = open((byte) 2);
    assertThat(queue.filesAside()).isEqualTo(2);
    queue.offer(SET_QUOTA, request("a", "k1", 1));
  }

  /** Offers and ends at random, and a crash after any byte of any of them. */
  @Test
  void shouldHoldExactlyWhatWasPromisedWhereverItCrashes() throws IOException {
    final Random random = new Random(7);
    final List<byte[]> images = new ArrayList<>();
    final List<List<WriteState>> promised = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      if (random.nextInt(3) > 0 || queue.heads().isEmpty()) {
        queue.offer(SET_QUOTA, request("agent " + random.nextInt(3), "k" + i, i));
      } else {
        queue.done(queue.heads().get(0), new JsonObject());
      }
      images.add(Files.readAllBytes(file()));
      promised.add(queue.all());
    }
    for (int i = 1; i < images.size(); i++) {
      final int before = images.get(i - 1).length;
      final int after = images.get(i).length;
      final int cut = before + random.nextInt(after - before + 1);
      queue.close();
      Files.write(file(), Arrays.copyOf(images.get(i), cut));
      queue = open((byte) 1);
      final List<String> expected = ids(promised.get(cut == after ? i : i - 1));
      assertThat(ids(queue.all())).containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(queue.filesAside()).isZero();
  }

  private static List<String> ids(final List<WriteState> states) {
    return states.stream().map(state -> state.id() + " " + state.state()).toList();
  }
}
