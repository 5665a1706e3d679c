package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.adminapi.fixture.ApiFixture;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  @TempDir private Path data;

  @Test
  void shouldLeaveAnAdminTokenThatWorks() throws Exception {
    try (ApiFixture fixture = ApiFixture.start(data)) {
      final Path file = fixture.api().adminTokenFile();
      final String token = Files.readString(file).strip();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(
              fixture
                  .send(
                      fixture
                          .request("/v1/status")
                          .header("Authorization", "Bearer " + token)
                          .GET())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void shouldKeepTokensValidOverARestart() throws Exception {
    final String token;
    try (ApiFixture fixture = ApiFixture.start(data)) {
      token = Files.readString(fixture.api().adminTokenFile()).strip();
    }
    try (ApiFixture fixture = ApiFixture.start(data)) {
      assertThat(Files.readString(fixture.api().adminTokenFile()).strip()).isEqualTo(token);
      assertThat(
              fixture
                  .send(
                      fixture
                          .request("/v1/status")
                          .header("Authorization", "Bearer " + token)
                          .GET())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void shouldLetRequestsFinishThatAreUnderWayWhenItCloses() throws Exception {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final ApiFixture fixture = ApiFixture.start(data);
    blocking(fixture, begun, goOn);
    final CompletableFuture<HttpResponse<String>> request =
        CompletableFuture.supplyAsync(() -> fixture.get("/v1/tenants"));
    await(begun);

    final CompletableFuture<Void> closing = CompletableFuture.runAsync(fixture::close);
    goOn.countDown();

    assertThat(request.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    closing.get(20, TimeUnit.SECONDS);
    assertThatThrownBy(() -> fixture.get("/livez"))
        .isInstanceOf(java.io.UncheckedIOException.class);
  }

  @Test
  void shouldRefuseMoreRequestsAtOnceThanItTakes() throws Exception {
    final CountDownLatch begun = new CountDownLatch(2);
    final CountDownLatch goOn = new CountDownLatch(1);
    try (ApiFixture fixture = ApiFixture.start(data, context -> context.maxRequestsUnderWay(2))) {
      blocking(fixture, begun, goOn);
      final List<CompletableFuture<HttpResponse<String>>> admitted = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        admitted.add(CompletableFuture.supplyAsync(() -> fixture.get("/v1/tenants")));
      }
      await(begun);

      final HttpResponse<String> refused = fixture.get("/v1/tenants");
      final HttpResponse<String> alive = fixture.send(fixture.request("/livez").GET());
      goOn.countDown();

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(ApiFixture.reason(refused)).isEqualTo("TOO_MANY_REQUESTS_AT_ONCE");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(alive.statusCode()).isEqualTo(200);
      for (final CompletableFuture<HttpResponse<String>> one : admitted) {
        assertThat(one.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      assertThat(fixture.get("/v1/tenants").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldGiveUpOnRequestsThatTakeTooLong() {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    try (ApiFixture fixture = ApiFixture.start(data, context -> context.requestTimeoutMs(200))) {
      blocking(fixture, begun, goOn);

      final HttpResponse<String> response = fixture.get("/v1/tenants");
      goOn.countDown();

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(ApiFixture.reason(response)).isEqualTo("REQUEST_TIMEOUT");
    }
  }

  @Test
  void shouldSayThatThePortIsTaken() {
    try (ApiFixture first = ApiFixture.start(data.resolve("one"))) {
      final int port = first.api().uri().getPort();

      assertThatThrownBy(() -> ApiFixture.start(data.resolve("two"), context -> context.port(port)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("" + port);
    }
  }

  @Test
  void shouldRefuseToStartWithATokenKeyThatOthersMayRead() throws Exception {
    Files.createDirectories(data.resolve("secrets"));
    final Path key = Files.writeString(data.resolve("secrets/jwt.key"), "00".repeat(32));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> ApiFixture.start(data)).hasStackTraceContaining("open to others");
  }

  private static void blocking(
      final ApiFixture fixture, final CountDownLatch begun, final CountDownLatch goOn) {
    fixture
        .identity()
        .answering(
            call -> {
              begun.countDown();
              await(goOn);
              return null;
            });
  }

  private static void await(final CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
