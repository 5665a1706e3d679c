package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.client.GateRequest.Consume;
import io.tollgate.client.GateRequest.Use;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir private Path data;

  @Test
  void shouldFindTheGateOfADataDirectory() throws IOException {
    final GateLocator locator = GateLocator.ofDataDirectory(data);
    assertThat(locator.aeronDirectory()).isEmpty();
    Files.createDirectory(data.resolve("run"));
    final Path file = data.resolve("run").resolve("engine.json");
    Files.writeString(file, "{\"pid\": 1, \"aeronDirectory\": \"/dev/shm/a \\\"b\\\" \\\\c\"}");
    assertThat(locator.aeronDirectory()).contains(Path.of("/dev/shm/a \"b\" \\c"));
    Files.writeString(file, "{\"pid\": 1}");
    assertThat(locator.aeronDirectory()).isEmpty();
    Files.writeString(file, "\"aeronDirectory\": \"unfinished");
    assertThat(locator.aeronDirectory()).isEmpty();
    Files.write(file, new byte[100_000]);
    assertThat(locator.aeronDirectory()).isEmpty();
  }

  @Test
  void shouldRefuseSettingsOutOfRange() {
    final TollgateClient.Context context = new TollgateClient.Context();
    assertThatThrownBy(context::conclude).isInstanceOf(NullPointerException.class);
    context.locator(GateLocator.at(data));
    assertThatThrownBy(() -> context.maxCalls(0).conclude())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("maxCalls");
    assertThatThrownBy(() -> context.maxCalls(1).driverTimeoutNs(1).conclude())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("driverTimeoutNs");
    context.driverTimeoutNs(Duration.ofSeconds(5).toNanos()).conclude();
    assertThatThrownBy(context::conclude)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("concluded");
  }

  @Test
  void shouldNotRepeatForLongerThanTheGateRemembersIds() {
    final Duration second = Duration.ofSeconds(1);
    assertThat(RetryPolicy.once(second).repeats()).isFalse();
    assertThat(RetryPolicy.repeat(second, Duration.ofSeconds(2)).repeats()).isTrue();
    assertThatThrownBy(() -> RetryPolicy.repeat(second, Duration.ofSeconds(60)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RetryPolicy.once(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RetryPolicy.repeat(second, Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseRequestsThatNoMessageCanCarry() {
    final byte[] key = new byte[32];
    assertThatThrownBy(() -> new Use(200, 0, ResourceType.MESSAGES, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GateCommand.SetTrust(new byte[31], Trust.TRUSTED, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new GateCommand.RegisterAgent(key, 1, Trust.TRUSTED, Tier.BASIC, "é".repeat(33)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GateCommand.AppendEvent(EventId.NONE, key, 1, 65_536, key))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GateCommand.AppendEvent(EventId.NONE, key, 1, 1, new byte[4097]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Authority(TestChains.ofLinks(1), "é".repeat(33)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            new Consume(
                    TestChains.ofLinks(1),
                    EventId.NONE,
                    new Use(17, 0, ResourceType.MESSAGES, -1, 0, 0))
                .isRepeatable())
        .isFalse();
  }

  @Test
  void shouldNeverShowAChain() {
    final Authority authority = new Authority(TestChains.ofLinks(1), "somebody");
    final String secret = authority.chain().toText().substring(5);
    assertThat(new GateCommand.RetireKey(1).by(authority).toString()).doesNotContain(secret);
    assertThat(new GateRequest.Check(authority.chain(), 1, 2).toString()).doesNotContain(secret);
  }
}
