package io.tollgate.adminapi.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.access.Role;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.fixture.SharedDatabase;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.error.UnavailableException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Over real HTTP and a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnceOnlyTest {
  private static final String NEW_AGENT = "{\"tenant_id\":1,\"name\":\"a\"}";

  private final AtomicInteger done = new AtomicInteger();
  private Path data;
  private ApiFixture fixture;

  @BeforeAll
  void start(@TempDir final Path directory) {
    data = directory;
    fixture = ApiFixture.start(directory);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @BeforeEach
  void count() {
    done.set(0);
    fixture
        .identity()
        .answering(
            call -> {
              done.incrementAndGet();
              return null;
            });
  }

  @AfterEach
  void reset() {
    fixture.identity().reset();
  }

  @Test
  void shouldDoARepeatedRequestOnceAndAnswerItAlike() {
    final String key = newKey();

    final HttpResponse<String> first = post(fixture, key, NEW_AGENT, Role.ADMIN);
    final HttpResponse<String> second =
        post(fixture, key, "{ \"tenant_id\" : 1, \"name\":\"a\" }", Role.ADMIN);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body()).contains("private_key");
    for (final String header : List.of("ETag", "Location", "Tollgate-Position")) {
      assertThat(second.headers().firstValue(header))
          .isPresent()
          .isEqualTo(first.headers().firstValue(header));
    }
    assertThat(done).hasValue(1);
  }

  @Test
  void shouldDoRequestsWithoutKeyEachTime() {
    fixture.send("POST", "/v1/agents", NEW_AGENT);
    fixture.send("POST", "/v1/agents", NEW_AGENT);

    assertThat(done).hasValue(2);
  }

  @Test
  void shouldRefuseAKeyThatIsUsedForSomethingElse() {
    final String key = newKey();
    post(fixture, key, NEW_AGENT, Role.ADMIN);

    final HttpResponse<String> other =
        post(fixture, key, "{\"tenant_id\":1,\"name\":\"b\"}", Role.ADMIN);

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(ApiFixture.reason(other)).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(done).hasValue(1);
  }

  @Test
  void shouldDoARequestAgainThatFailed() {
    final String key = newKey();
    fixture
        .identity()
        .answering(
            call -> {
              if (done.incrementAndGet() == 1) {
                throw new UnavailableException(Reason.TIMEOUT, "late");
              }
              return null;
            });

    assertThat(post(fixture, key, NEW_AGENT, Role.ADMIN).statusCode()).isEqualTo(503);
    assertThat(post(fixture, key, NEW_AGENT, Role.ADMIN).statusCode()).isEqualTo(201);
    assertThat(done).hasValue(2);
  }

  @Test
  void shouldRefuseTheSameRequestWhileItIsBeingDone() throws Exception {
    final String key = newKey();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    fixture
        .identity()
        .answering(
            call -> {
              done.incrementAndGet();
              begun.countDown();
              await(goOn);
              return null;
            });

    final CompletableFuture<HttpResponse<String>> first =
        CompletableFuture.supplyAsync(() -> post(fixture, key, NEW_AGENT, Role.ADMIN));
    await(begun);
    final HttpResponse<String> second = post(fixture, key, NEW_AGENT, Role.ADMIN);
    goOn.countDown();

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(ApiFixture.reason(second)).isEqualTo("IDEMPOTENCY_IN_PROGRESS");
    assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    assertThat(done).hasValue(1);
  }

  @Test
  void shouldKeepNoSecretInClear() {
    final HttpResponse<String> response = post(fixture, newKey(), NEW_AGENT, Role.ADMIN);
    final String secret = ApiFixture.json(response).getString("private_key");

    final List<String> kept =
        SharedDatabase.get()
            .inTransaction(
                handle ->
                    handle
                        .createQuery(
                            "SELECT convert_from(body, 'UTF8') || headers FROM admin_api.idempotent_request WHERE body IS NOT NULL")
                        .mapTo(String.class)
                        .list());

    assertThat(kept)
        .isNotEmpty()
        .noneMatch(row -> row.contains(secret) || row.contains("private_key"));
  }

  @Test
  void shouldSayWhereAnAnswerCanNoLongerBeRead() throws Exception {
    final String key = newKey();
    post(fixture, key, NEW_AGENT, Role.ADMIN);
    final Path otherData = data.resolve("other");
    Files.createDirectories(otherData);

    try (ApiFixture other = ApiFixture.start(otherData)) {
      final HttpResponse<String> response = post(other, key, NEW_AGENT, Role.ADMIN);

      assertThat(response.statusCode()).isEqualTo(409);
      assertThat(ApiFixture.reason(response)).isEqualTo("IDEMPOTENT_ANSWER_LOST");
    }
  }

  @Test
  void shouldLetNobodyAnswerForWhomTheRoleIsMissing() {
    final String key = newKey();
    post(fixture, key, NEW_AGENT, Role.ADMIN);

    assertThat(post(fixture, key, NEW_AGENT, Role.AUDITOR).statusCode()).isEqualTo(403);
  }

  @Test
  void shouldRefuseKeysThatAreNone() {
    assertThat(post(fixture, "a b", NEW_AGENT, Role.ADMIN).statusCode()).isEqualTo(400);
    assertThat(post(fixture, "x".repeat(129), NEW_AGENT, Role.ADMIN).statusCode()).isEqualTo(400);
    assertThat(done).hasValue(0);
  }

  @Test
  void shouldTakeRightsAwayWhileTheDatabaseHoldsUpEverythingElse() throws Exception {
    final CountDownLatch taken = new CountDownLatch(1);
    fixture
        .identity()
        .answering(
            call -> {
              taken.countDown();
              return null;
            });

    final CompletableFuture<HttpResponse<String>> revocation =
        SharedDatabase.get()
            .inTransaction(
                handle -> {
                  handle.execute(
                      "LOCK TABLE admin_api.idempotent_request IN ACCESS EXCLUSIVE MODE");
                  final CompletableFuture<HttpResponse<String>> sent =
                      CompletableFuture.supplyAsync(() -> revoke(newKey()));
                  await(taken);
                  return sent;
                });

    assertThat(revocation.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAnswerWhatTookRightsAwayAsBefore() {
    final String key = newKey();

    final HttpResponse<String> first = revoke(key);
    fixture
        .identity()
        .answering(
            call -> {
              throw new ConflictException(Reason.FINAL_STATE, 7, "it is revoked");
            });
    final HttpResponse<String> again = revoke(key);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(revoke(newKey()).statusCode()).isEqualTo(409);
  }

  @Test
  void shouldSayThatRightsWereTakenAwayThoughTheKeyWasUsedForSomethingElse() {
    final String key = newKey();
    post(fixture, key, NEW_AGENT, Role.ADMIN);
    done.set(0);

    final HttpResponse<String> response = revoke(key);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(ApiFixture.reason(response)).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(response.body()).contains("rights were taken away all the same");
    assertThat(done).hasValue(1);
  }

  private HttpResponse<String> revoke(final String key) {
    return fixture.send(
        fixture
            .request("/v1/agents/" + "3b".repeat(32) + "/revocation")
            .header("Authorization", "Bearer " + fixture.token(Role.ADMIN))
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.noBody()));
  }

  private static HttpResponse<String> post(
      final ApiFixture api, final String key, final String body, final Role role) {
    return api.send(
        api.request("/v1/agents")
            .header("Authorization", "Bearer " + api.token(role))
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static void await(final CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }
}
