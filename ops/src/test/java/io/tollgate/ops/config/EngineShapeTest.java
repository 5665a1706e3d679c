package io.tollgate.ops.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EngineShapeTest {
  private static final long GIB = 1L << 30;

  private static Configuration with(final Map<String, String> options) {
    return new ConfigurationLoader(Map.of("TOLLGATE_DATA", "/nowhere")).load(null, options);
  }

  @Test
  void shouldBeTheStandardUnlessConfiguredOtherwise() {
    final Configuration configuration = with(Map.of());

    assertThat(EngineShape.capacities(configuration, GIB)).isEqualTo(Capacities.standard());
    assertThat(EngineShape.settings(configuration)).isEqualTo(GateSettings.standard());
  }

  @Test
  void shouldTakeWhatIsConfigured() {
    final Configuration configuration =
        with(Map.of("capacity.events", "2000000", "event.keep.seconds", "90"));

    assertThat(EngineShape.capacities(configuration, GIB).events()).isEqualTo(2_000_000);
    assertThat(EngineShape.settings(configuration).eventKeepNs())
        .isEqualTo(TimeUnit.SECONDS.toNanos(90));
  }

  @Test
  void shouldRefuseToForgetIdsWhileClientsMayStillAskAgain() {
    assertThatThrownBy(() -> with(Map.of("event.keep.seconds", "59")))
        .hasMessage("event.keep.seconds = 59 (option --event.keep.seconds): must be 60 to 3600");
  }

  @Test
  void shouldSayWhatToDoWhereTheHeapIsTooSmallForTheIndexes() {
    final Configuration configuration = with(Map.of("capacity.agents", "16777216"));

    assertThatThrownBy(() -> EngineShape.capacities(configuration, GIB))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("capacity.agents = 16777216")
        .hasMessageContaining("lower them, or raise -Xmx in ops/jvm/gate.args");
    assertThat(EngineShape.capacities(configuration, 2 * GIB).agents()).isEqualTo(1 << 24);
  }
}
