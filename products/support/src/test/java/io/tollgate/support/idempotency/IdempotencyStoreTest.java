package io.tollgate.support.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.UnavailableException;
import io.tollgate.support.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class IdempotencyStoreTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final StoredResponse CREATED =
      new StoredResponse(
          201, Map.of("ETag", "\"7\"", "Location", "/v1/agents/a:b"), "{\"position\":7}");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private TestDatabase database;
  private IdempotencyStore store;

  @BeforeEach
  void open() {
    database = new TestDatabase();
    store = new IdempotencyStore(database.database(), "api", now::get, 1_000);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldAnswerAgainWhatWasAnswered() {
    final Claim.Granted claim = granted(store.claim(request("k", "body")));
    assertThat(store.complete(claim, CREATED)).isTrue();
    assertThat(store.claim(request("k", "body"))).isEqualTo(new Claim.Answered(CREATED));
  }

  @Test
  void shouldSayThatTheFirstIsStillBeingAnswered() {
    granted(store.claim(request("k", "body")));
    assertThat(store.claim(request("k", "body"))).isEqualTo(new Claim.InProgress());
  }

  @Test
  void shouldRefuseAKeyThatIsUsedForSomethingElse() {
    final Claim.Granted claim = granted(store.claim(request("k", "body")));
    assertThat(store.claim(request("k", "other"))).isEqualTo(new Claim.KeyReused());
    store.complete(claim, CREATED);
    assertThat(store.claim(request("k", "other"))).isEqualTo(new Claim.KeyReused());
    assertThat(
            store.claim(
                IdempotentRequest.of(
                    "alice", "k", "POST /v1/keys", "body".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(new Claim.KeyReused());
  }

  @Test
  void shouldKeepTheKeysOfDifferentCallersApart() {
    granted(store.claim(request("k", "body")));
    granted(
        store.claim(
            IdempotentRequest.of(
                "bob", "k", "POST /v1/agents", "x".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void shouldGrantAgainWhatWasAbandoned() {
    store.abandon(granted(store.claim(request("k", "body"))));
    granted(store.claim(request("k", "body")));
  }

  @Test
  void shouldLetAnotherTakeOverFromAProcessThatDied() {
    final Claim.Granted dead = granted(store.claim(request("k", "body")));
    now.set(START.plus(IdempotencyStore.CLAIM_LEASE));
    final Claim.Granted taken = granted(store.claim(request("k", "body")));
    assertThat(store.complete(dead, CREATED)).isFalse();
    assertThat(store.complete(taken, CREATED)).isTrue();
  }

  @Test
  void shouldForgetAfterADay() {
    store.complete(granted(store.claim(request("k", "body"))), CREATED);
    now.set(START.plus(IdempotencyStore.RETENTION).minus(Duration.ofSeconds(1)));
    assertThat(store.purge()).isZero();
    assertThat(store.claim(request("k", "body"))).isInstanceOf(Claim.Answered.class);
    now.set(START.plus(IdempotencyStore.RETENTION));
    granted(store.claim(request("k", "other")));
    now.set(now.get().plus(IdempotencyStore.RETENTION));
    assertThat(store.purge()).isEqualTo(1);
  }

  @Test
  void shouldGrantARequestThatManySendAtOnceToOneOnly() throws Exception {
    final int callers = 6;
    final ExecutorService executor = Executors.newFixedThreadPool(callers);
    try {
      for (int round = 0; round < 20; round++) {
        final IdempotentRequest request = request("k" + round, "body");
        final CountDownLatch start = new CountDownLatch(1);
        final List<Future<Claim>> claims = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
          claims.add(
              executor.submit(
                  () -> {
                    start.await();
                    return store.claim(request);
                  }));
        }
        start.countDown();
        int granted = 0;
        for (final Future<Claim> claim : claims) {
          if (claim.get() instanceof Claim.Granted) {
            granted++;
          } else {
            assertThat(claim.get()).isEqualTo(new Claim.InProgress());
          }
        }
        assertThat(granted).isEqualTo(1);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void shouldRefuseNewRequestsWhereTooManyAreRemembered() {
    final IdempotencyStore small = new IdempotencyStore(database.database(), "api", now::get, 5);
    for (int i = 0; i < 10; i++) {
      store.claim(request("k" + i, "body"));
    }
    database.database().inTransaction(handle -> handle.execute("ANALYZE api.idempotent_request"));
    assertThatThrownBy(() -> small.claim(request("one more", "body".repeat(2))))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> small.claim(request("more", "body")))
        .isInstanceOf(UnavailableException.class);
    assertThat(small.claim(request("k1", "body"))).isEqualTo(new Claim.InProgress());
  }

  private static IdempotentRequest request(final String key, final String body) {
    return IdempotentRequest.of(
        "alice", key, "POST /v1/agents", body.getBytes(StandardCharsets.UTF_8));
  }

  private static Claim.Granted granted(final Claim claim) {
    assertThat(claim).isInstanceOf(Claim.Granted.class);
    return (Claim.Granted) claim;
  }
}
