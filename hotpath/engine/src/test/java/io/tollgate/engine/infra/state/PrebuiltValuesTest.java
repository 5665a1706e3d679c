package io.tollgate.engine.infra.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrebuiltValuesTest {
  private static final String PREBUILT =
      "net.openhft.chronicle.hash.VanillaGlobalMutableState$$Native";

  @Test
  void shouldCompileNothingToOpenMap() throws ClassNotFoundException {
    assertThat(Class.forName(PREBUILT).getProtectionDomain().getCodeSource().getLocation())
        .asString()
        .contains("chronicle-values");
  }
}
