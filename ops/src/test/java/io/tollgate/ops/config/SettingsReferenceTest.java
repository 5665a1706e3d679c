package io.tollgate.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference that people read and the settings that there are must be the same. */
class SettingsReferenceTest {

  private static final Path REFERENCE = Path.of("config", "tollgate.properties");

  @TempDir Path directory;

  @Test
  void shouldShowEverySettingWithItsDefaultInItsOrder() throws IOException {
    final List<String> shown =
        Files.readAllLines(REFERENCE).stream()
            .filter(line -> line.matches("#[a-z.]+ =.*"))
            .map(line -> line.substring(1))
            .toList();

    assertThat(shown)
        .isEqualTo(
            Settings.ALL.stream()
                .map(setting -> (setting.key() + " = " + setting.defaultText()).strip())
                .toList());
  }

  @Test
  void shouldMeanWhatTheDefaultsMeanWhenEveryLineIsUncommented() throws IOException {
    final String uncommented =
        Files.readAllLines(REFERENCE).stream()
            .map(line -> line.matches("#[a-z.]+ =.*") ? line.substring(1) : line)
            .collect(Collectors.joining("\n"));
    final Path file = Files.writeString(directory.resolve("all.properties"), uncommented);
    final ConfigurationLoader loader = new ConfigurationLoader(Map.of());

    final Configuration configuration = loader.load(file, Map.of());

    for (final Setting<?> setting : Settings.ALL) {
      assertThat(configuration.get(setting))
          .isEqualTo(setting.parse(setting.defaultText(), "default"));
    }
  }
}
