package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.support.ManualClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateComparisonTest {
  @TempDir private Path directory;
  @TempDir private Path dumps;

  private final ManualClock clock = new ManualClock();

  @BeforeEach
  void live() {
    final SteppedEngine engine = new SteppedEngine(directory, clock, journal -> journal);
    final Population people = new Population(3, engine.rootKey(), clock.nanoTime());
    people.settle(engine.messages(), engine.operatorChain(), engine::mustAllow);
    engine.mustAllow(engine.messages().consume(1, people.chain(1), 1, 7, Population.PRICE));
    engine.begin();
    engine.give(engine.messages().consume(2, people.chain(1), 2, 9, Population.PRICE));
    engine.close();
  }

  @Test
  void shouldFindStateOfKilledEngineEqualToTheJournalAgainAndAgain() {
    for (int i = 0; i < 2; i++) {
      final StateComparison.Result result = StateComparison.run(directory, dumps);
      assertThat(result.difference()).isEmpty();
      assertThat(result.isEqual()).isTrue();
      assertThat(result.lines()).isGreaterThan(10);
      assertThat(dumps.resolve("state.dump")).hasSameBinaryContentAs(dumps.resolve("replay.dump"));
    }
    final SteppedEngine engine = new SteppedEngine(directory, clock, journal -> journal);
    engine.closeClean();
    assertThat(StateComparison.run(directory, dumps).isEqual()).isTrue();
  }

  @Test
  void shouldShowWhereStateAndJournalDiffer() throws IOException {
    final Path agents = directory.resolve("state/agents.cm");
    final int at = Files.readString(agents, StandardCharsets.ISO_8859_1).indexOf("agent-1");
    try (RandomAccessFile file = new RandomAccessFile(agents.toFile(), "rw")) {
      file.seek(at);
      file.write('X');
    }
    final StateComparison.Result result = StateComparison.run(directory, dumps);
    assertThat(result.isEqual()).isFalse();
    assertThat(result.difference()).contains("agent index=2");
  }

  @Test
  void shouldSayThatThereIsNoState() throws IOException {
    Files.delete(directory.resolve("state/manifest"));
    final StateComparison.Result result = StateComparison.run(directory, dumps);
    assertThat(result.isEqual()).isFalse();
    assertThat(result.difference()).contains("manifest");
  }

  @Test
  void shouldRefuseWhileAnEngineRuns() {
    final EngineLock lock = EngineLock.acquire(directory.resolve("run/engine.lock"));
    assertThatThrownBy(() -> StateComparison.run(directory, dumps))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("another engine");
    lock.close();
  }
}
