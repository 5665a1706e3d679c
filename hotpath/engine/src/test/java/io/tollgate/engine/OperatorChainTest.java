package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorChainTest {
  private static final Instant BIRTH = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;

  private DataDirectory data;
  private String first;

  @BeforeEach
  void seal() {
    data = DataDirectory.open(directory);
    first = renewedAt(BIRTH, new byte[32]);
  }

  private String renewedAt(final Instant now, final byte[] agentId) {
    new OperatorChain(data, new byte[32]).renew(agentId, new byte[16], now);
    return DataDirectory.read(data.operatorChain());
  }

  @Test
  void shouldKeepChainThatLasts() {
    assertThat(renewedAt(BIRTH.plus(Duration.ofDays(30)), new byte[32])).isEqualTo(first);
  }

  @Test
  void shouldSealAnewWhenHalfOfItsLifeIsOver() {
    assertThat(renewedAt(BIRTH.plus(Duration.ofDays(200)), new byte[32])).isNotEqualTo(first);
  }

  @Test
  void shouldSealAnewForAnotherOperatorOrInPlaceOfWhatIsNoChain() throws Exception {
    final byte[] other = new byte[32];
    other[0] = 1;
    assertThat(renewedAt(BIRTH, other)).isNotEqualTo(first);
    Files.writeString(data.operatorChain(), "not a chain");
    assertThat(renewedAt(BIRTH, other)).startsWith("tgc1.");
  }
}
