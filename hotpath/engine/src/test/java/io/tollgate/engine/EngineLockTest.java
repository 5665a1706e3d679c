package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLockTest {
  @TempDir private Path directory;

  @Test
  void shouldRefuseSecondEngineAndNameTheFirst() {
    final Path file = directory.resolve("engine.lock");
    final EngineLock first = EngineLock.acquire(file);
    assertThatThrownBy(() -> EngineLock.acquire(file))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("process " + ProcessHandle.current().pid());
    first.close();
  }

  @Test
  void shouldBeFreeAfterTheFirstClosed() {
    final Path file = directory.resolve("engine.lock");
    EngineLock.acquire(file).close();
    EngineLock.acquire(file).close();
  }
}
