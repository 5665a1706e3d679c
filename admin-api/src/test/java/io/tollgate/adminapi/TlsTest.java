package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.access.Role;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.fixture.SelfSigned;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On all addresses of the machine, with a certificate of the test's own. */
class TlsTest {
  @TempDir private Path data;

  @Test
  void shouldServeTlsOnOtherAddressesAndGuardItsMetrics() throws Exception {
    final SelfSigned own = SelfSigned.create(data);
    try (ApiFixture fixture =
        ApiFixture.start(
            data,
            context ->
                context.host("0.0.0.0").tlsCertificate(own.certificate()).tlsKey(own.key()))) {
      final HttpClient client = HttpClient.newBuilder().sslContext(own.trusting()).build();
      final int port = fixture.api().uri().getPort();
      assertThat(fixture.api().uri().getScheme()).isEqualTo("https");

      final HttpResponse<String> live =
          client.send(get(port, "/livez", null), BodyHandlers.ofString());
      final HttpResponse<String> open =
          client.send(get(port, "/metrics", null), BodyHandlers.ofString());
      final HttpResponse<String> guarded =
          client.send(get(port, "/metrics", fixture.token(Role.AUDITOR)), BodyHandlers.ofString());

      assertThat(live.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(live.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(open.statusCode()).isEqualTo(401);
      assertThat(guarded.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldKeepToTheContractOverHttp2() throws Exception {
    final SelfSigned own = SelfSigned.create(data);
    try (ApiFixture fixture =
        ApiFixture.start(
            data, context -> context.tlsCertificate(own.certificate()).tlsKey(own.key()))) {
      final HttpClient client = HttpClient.newBuilder().sslContext(own.trusting()).build();
      final int port = fixture.api().uri().getPort();
      final String token = fixture.token(Role.ADMIN);

      assertThat(status(client, port, token, "application/json", "{\"name\":\"acme\"}"))
          .isEqualTo(201);
      assertThat(status(client, port, token, "application/json", "{\"nam\":\"acme\"}"))
          .isEqualTo(400);
      assertThat(status(client, port, token, "text/plain", "{\"name\":\"acme\"}")).isEqualTo(415);
      assertThat(status(client, port, token, null, "{\"name\":\"acme\"}")).isEqualTo(415);
      assertThat(
              status(
                  client,
                  port,
                  token,
                  "application/json",
                  "{\"name\":\"" + "a".repeat(70_000) + "\"}"))
          .isEqualTo(413);
    }
  }

  private static int status(
      final HttpClient client,
      final int port,
      final String token,
      final String type,
      final String body)
      throws Exception {
    final HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/tenants"))
            .header("Authorization", "Bearer " + token)
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
    if (type != null) {
      request.header("Content-Type", type);
    }
    final HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    return response.statusCode();
  }

  private static HttpRequest get(final int port, final String path, final String token) {
    final HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }
}
