package io.tollgate.ops.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {

  @TempDir Path directory;

  @Test
  void shouldLetTheLaterSourceWinAndSayWhichItWas() throws IOException {
    final Path file = file("port = 1001\nhost = 127.0.0.2\nroles = api, engine\n");
    final Map<String, String> environment =
        Map.of("TOLLGATE_PORT", "1002", "TOLLGATE_ROLES", "products");

    final Configuration configuration =
        new ConfigurationLoader(environment).load(file, Map.of("port", "1003"));

    assertThat(configuration.get(Settings.PORT)).isEqualTo(1003);
    assertThat(configuration.value(Settings.PORT).source()).isEqualTo("option --port");
    assertThat(configuration.get(Settings.ROLES)).isEqualTo(List.of(Role.PRODUCTS));
    assertThat(configuration.value(Settings.ROLES).source())
        .isEqualTo("environment TOLLGATE_ROLES");
    assertThat(configuration.get(Settings.HOST)).isEqualTo("127.0.0.2");
    assertThat(configuration.value(Settings.HOST).source()).isEqualTo("file " + file);
    assertThat(configuration.value(Settings.TLS_KEY).source()).isEqualTo("default");
  }

  @Test
  void shouldStartRolesInTheirOrderHoweverTheyAreWritten() throws IOException {
    final Configuration configuration =
        loader().load(file("roles = api,products,engine,api\n"), Map.of());

    assertThat(configuration.get(Settings.ROLES))
        .containsExactly(Role.ENGINE, Role.PRODUCTS, Role.API);
  }

  @Test
  void shouldReadTheFileOfTheDataDirectoryWhereNoneIsNamed() throws IOException {
    Files.writeString(directory.resolve("tollgate.properties"), "port = 1001\n");

    final Configuration configuration = loader().load(null, Map.of("data", directory.toString()));

    assertThat(configuration.get(Settings.PORT)).isEqualTo(1001);
  }

  @Test
  void shouldRefuseUnknownKeysWhereverTheyStand() throws IOException {
    final Path file = file("prot = 1001\n");

    assertThatThrownBy(() -> loader().load(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("unknown key prot")
        .hasMessageContaining(file.toString());
    assertThatThrownBy(
            () -> new ConfigurationLoader(Map.of("TOLLGATE_PROT", "1")).load(null, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("TOLLGATE_PROT");
  }

  @Test
  void shouldRefuseAKeyThatStandsTwice() throws IOException {
    final Path file = file("port = 1001\nport = 1002\n");

    assertThatThrownBy(() -> loader().load(file, Map.of()))
        .hasMessageContaining("the key port stands twice");
  }

  @Test
  void shouldNameTheKeyAndTheSourceOfABadValue() throws IOException {
    final Path file = file("port = 70000\n");

    assertThatThrownBy(() -> loader().load(file, Map.of()))
        .hasMessage("port = 70000 (file " + file + "): must be 0 to 65535");
    assertThatThrownBy(() -> loader().load(null, Map.of("port", "many")))
        .hasMessage("port = many (option --port): not a whole number");
    assertThatThrownBy(() -> loader().load(null, Map.of("roles", "engine,cook")))
        .hasMessageContaining("must be one of engine, products, api");
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    assertThatThrownBy(() -> loader().load(directory.resolve("none"), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot read");
  }

  private ConfigurationLoader loader() {
    return new ConfigurationLoader(Map.of("TOLLGATE_DATA", directory.resolve("empty").toString()));
  }

  private Path file(final String text) throws IOException {
    return Files.writeString(directory.resolve("given.properties"), text);
  }
}
