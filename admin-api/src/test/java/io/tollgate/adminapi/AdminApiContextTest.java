package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.adminapi.fixture.CannedAudit;
import io.tollgate.adminapi.fixture.CannedDecisions;
import io.tollgate.adminapi.fixture.CannedGate;
import io.tollgate.adminapi.fixture.CannedIdentity;
import io.tollgate.adminapi.fixture.SharedDatabase;
import io.tollgate.support.idempotency.IdempotencyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminApiContextTest {
  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "localhost", "::1"})
  void shouldListenOnLoopbackAddressesWithoutTls(final String host) {
    final AdminApiContext context = context().host(host);

    assertThatCode(context::conclude).doesNotThrowAnyException();
    assertThat(context.isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "::ffff:192.0.2.1"})
  void shouldRefuseOtherAddressesWithoutTls(final String host) {
    assertThatThrownBy(context().host(host)::conclude)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TLS")
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void shouldTakeOtherAddressesWithTls() throws Exception {
    final Path certificate = Files.writeString(data.resolve("cert.pem"), "x");
    final Path key = Files.writeString(data.resolve("key.pem"), "x");
    final AdminApiContext context =
        context().host("0.0.0.0").tlsCertificate(certificate).tlsKey(key);

    context.conclude();

    assertThat(context.isLoopback()).isFalse();
    assertThat(context.isTls()).isTrue();
  }

  @Test
  void shouldRefuseHalfOfTls() throws Exception {
    final Path file = Files.writeString(data.resolve("cert.pem"), "x");

    assertThatThrownBy(context().tlsCertificate(file)::conclude).hasMessageContaining("both");
    assertThatThrownBy(context().tlsKey(file)::conclude).hasMessageContaining("both");
    assertThatThrownBy(context().tlsCertificate(file).tlsKey(data.resolve("missing.pem"))::conclude)
        .hasMessageContaining("missing.pem cannot be read");
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(new AdminApiContext()::conclude).hasMessage("dataDirectory is missing");
    assertThatThrownBy(context().identity(null)::conclude).hasMessage("identity is missing");
    assertThatThrownBy(context().gate(null)::conclude).hasMessage("gate is missing");
  }

  @Test
  void shouldRefuseSettingsOutOfTheirRange() {
    assertThatThrownBy(context().port(65_536)::conclude)
        .hasMessageContaining("port must be 0 to 65535");
    assertThatThrownBy(context().workerThreads(0)::conclude).hasMessageContaining("workerThreads");
    assertThatThrownBy(context().maxRequestsUnderWay(0)::conclude)
        .hasMessageContaining("maxRequestsUnderWay");
    assertThatThrownBy(context().requestTimeoutMs(1)::conclude)
        .hasMessageContaining("requestTimeoutMs");
    assertThatThrownBy(context().drainTimeoutMs(-1)::conclude)
        .hasMessageContaining("drainTimeoutMs");
    assertThatThrownBy(context().host("no.such.host.invalid")::conclude)
        .hasMessageContaining("no.such.host.invalid is no address");
  }

  private AdminApiContext context() {
    return new AdminApiContext()
        .dataDirectory(data)
        .identity(new CannedIdentity().service())
        .decisions(new CannedDecisions())
        .audit(new CannedAudit())
        .gate(new CannedGate())
        .idempotency(
            new IdempotencyStore(SharedDatabase.get(), "admin_api", InstantSource.system(), 10_000))
        .databaseProbe(() -> {});
  }
}
