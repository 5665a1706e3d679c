package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalForceTest {
  @TempDir private Path directory;

  @Test
  void shouldForceTheFilesBeforeTheCurrentOneToo() throws Exception {
    // A directory cannot be opened as a file, which shows that somebody tries.
    final Path before = Files.createDirectory(directory.resolve("before"));
    final Path current = Files.createFile(directory.resolve("current"));
    try (JournalForce force = new JournalForce(directory, true, List.of(), 0)) {
      force.onRolled(before.toFile());
      force.onRolled(current.toFile());
      force.onAppended(5);
      assertThatThrownBy(force::force).isInstanceOf(IOException.class);
      assertThat(force.forcedPosition()).isZero();
    }
  }

  @Test
  void shouldPassOverFilesThatRetentionRemoved() throws Exception {
    final Path current = Files.createFile(directory.resolve("current"));
    try (JournalForce force = new JournalForce(directory, true, List.of(), 0)) {
      force.onRolled(directory.resolve("removed").toFile());
      force.onRolled(current.toFile());
      force.onAppended(5);
      force.force();
      assertThat(force.forcedPosition()).isEqualTo(5);
      assertThat(directory.resolve("removed")).doesNotExist();
    }
  }

  @Test
  void shouldForceWhatAnEarlierProcessMayHaveLeft() throws Exception {
    final Path current = Files.createFile(directory.resolve("current"));
    try (JournalForce force = new JournalForce(directory, true, List.of(current.toFile()), 7)) {
      assertThat(force.forcedPosition()).isZero();
      force.force();
      assertThat(force.forcedPosition()).isEqualTo(7);
    }
  }
}
