package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.fixture.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has no token cannot keep out whoever has one. */
class StrangersTest {
  private static final int PLACES = 16;
  private static final String UNSENT =
      "POST /v1/joins HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Content-Length: 300\r\n\r\n{";

  @TempDir private Path data;

  @Test
  void shouldServeWhoeverHasATokenHoweverManyStrangersKeepTheirBodies() throws IOException {
    try (ApiFixture fixture =
        ApiFixture.start(
            data, context -> context.maxRequestsUnderWay(PLACES).requestTimeoutMs(120_000))) {
      final List<Socket> strangers = new ArrayList<>();
      try {
        for (int i = 0; i < PLACES; i++) {
          strangers.add(withhold(fixture));
        }
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(
                () ->
                    assertThat(metrics(fixture))
                        .contains("\ntollgate_http_requests_under_way 17.0\n"));

        assertThat(fixture.get("/v1/tenants").statusCode()).isEqualTo(200);
        final RawHttp.Answer refused = RawHttp.send(fixture.uri("/"), UNSENT);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("TOO_MANY_OPEN_REQUESTS_AT_ONCE");
        assertThat(metrics(fixture))
            .contains("tollgate_http_refused_total{reason=\"TOO_MANY_OPEN_REQUESTS_AT_ONCE\"} 1.0");
      } finally {
        for (final Socket stranger : strangers) {
          stranger.close();
        }
      }
    }
  }

  @Test
  void shouldNotWaitLongForTheBodyOfAStranger() {
    try (ApiFixture fixture = ApiFixture.start(data, context -> context.requestTimeoutMs(3_000))) {
      final RawHttp.Answer answer = RawHttp.send(fixture.uri("/"), UNSENT);

      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("BODY_TIMEOUT");
      assertThat(answer.head()).containsIgnoringCase("connection: close");
      assertThat(metrics(fixture))
          .contains("tollgate_http_refused_total{reason=\"BODY_TIMEOUT\"} 1.0");
    }
  }

  @Test
  void shouldReadNoLongBodyOfAStranger() {
    try (ApiFixture fixture = ApiFixture.start(data)) {
      final RawHttp.Answer answer = RawHttp.send(fixture.uri("/"), UNSENT.replace("300", "5000"));

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("BODY_TOO_LARGE");
    }
  }

  private static Socket withhold(final ApiFixture fixture) throws IOException {
    final Socket socket = new Socket(fixture.uri("/").getHost(), fixture.uri("/").getPort());
    socket.getOutputStream().write(UNSENT.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String metrics(final ApiFixture fixture) {
    final HttpResponse<String> response = fixture.send(fixture.request("/metrics").GET());
    return response.body();
  }
}
