package io.tollgate.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.StateComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedGateTest {
  private static final int AGENTS = 300;
  private static final int DECISIONS = 20_000;

  @TempDir private Path directory;

  @Test
  void shouldBeWhatItsJournalSays() throws IOException {
    write(new GateFiles(directory.resolve("gate"), GateFiles.capacitiesFor(AGENTS)));
    final StateComparison.Result result = StateComparison.run(directory.resolve("gate"), directory);
    assertThat(result.difference()).isEmpty();
    assertThat(result.position()).isGreaterThan(DECISIONS);
  }

  @Test
  void shouldSettleTheSameAgentsAtEveryTime() {
    final Population one = new Population(1, AGENTS);
    final Population same = new Population(1, AGENTS);
    final byte[] key = new byte[32];
    assertThat(one.chain(200, key).leafAgentId()).isEqualTo(same.chain(200, key).leafAgentId());
    assertThat(one.chain(200, key).leafAgentId())
        .isNotEqualTo(new Population(2, AGENTS).chain(200, key).leafAgentId());
  }

  @Test
  void shouldLeaveNothingBehind() throws IOException {
    final GateFiles files =
        new GateFiles(directory.resolve("gate"), GateFiles.capacitiesFor(AGENTS));
    files.create();
    assertThat(files.stateBytes()).isPositive();
    files.delete();
    assertThat(Files.exists(files.directory())).isFalse();
  }

  private static void write(final GateFiles files) {
    files.create();
    final Population population = new Population(1, AGENTS);
    try (RecordWriter writer = new RecordWriter(files, 10, 1_000_000)) {
      new Settlement(population, writer).write(true);
      new Traffic(1, population, writer).write(DECISIONS);
    }
  }
}
