package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path directory;

  @Test
  void shouldKeepEverybodyElseOut() throws IOException {
    final DataDirectory data = DataDirectory.open(directory.resolve("data"));
    DataDirectory.writePrivate(data.operatorChain(), "secret");
    assertThat(modeOf(data.root())).isEqualTo("rwx------");
    assertThat(modeOf(data.secrets())).isEqualTo("rwx------");
    assertThat(modeOf(data.operatorChain())).isEqualTo("rw-------");
    assertThat(DataDirectory.read(data.operatorChain())).isEqualTo("secret");
  }

  @Test
  void shouldGiveOneAeronDirectoryToOneDataDirectoryByWhateverName() throws IOException {
    final DataDirectory data = DataDirectory.open(directory.resolve("data"));
    final Path link = Files.createSymbolicLink(directory.resolve("link"), data.root());
    assertThat(DataDirectory.open(link).defaultAeronDirectory())
        .isEqualTo(data.defaultAeronDirectory());
    assertThat(DataDirectory.open(directory.resolve("other")).defaultAeronDirectory())
        .isNotEqualTo(data.defaultAeronDirectory());
  }

  @Test
  void shouldSayWhatIsWrongWithPlaceThatCannotBeUsed() throws IOException {
    final Path file = Files.writeString(directory.resolve("file"), "not a directory");
    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(file.toString());
  }

  private static String modeOf(final Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
