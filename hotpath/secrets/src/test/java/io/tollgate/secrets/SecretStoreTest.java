package io.tollgate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretStoreTest {
  private static final int LENGTH = 32;
  private static final String ONE = "11".repeat(LENGTH);
  private static final String TWO = "22".repeat(LENGTH);
  private static final List<String> PLAIN =
      List.of("operator.key", "audit.key", "audit-subjects.key", "jwt.key", "subjects/0a0b");

  @TempDir private Path directory;

  @Test
  void shouldKeepNothingInPlainAndGiveItBack() throws IOException {
    final byte[] made = SecretStore.open(directory).secret("audit.key").readOrCreate(LENGTH);

    assertThat(SecretStore.open(directory).secret("audit.key").readOrCreate(LENGTH))
        .isEqualTo(made);
    assertThat(Files.readString(directory.resolve("audit.key")))
        .startsWith("tollgate-sealed:")
        .doesNotContain(HexFormat.of().formatHex(made));
    assertThat(Files.getPosixFilePermissions(directory.resolve("audit.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(directory.resolve("root.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void shouldRefuseFilesThatWereSwappedOrArePlain() throws IOException {
    final SecretStore store = SecretStore.open(directory);
    store.secret("audit.key").readOrCreate(LENGTH);
    store.secret("jwt.key").readOrCreate(LENGTH);
    write("jwt.key", Files.readString(directory.resolve("audit.key")));
    assertThatThrownBy(() -> store.secret("jwt.key").read(LENGTH))
        .hasMessageContaining("another file was put in its place");
    write("jwt.key", ONE);
    assertThatThrownBy(() -> store.secret("jwt.key").read(LENGTH))
        .hasMessageContaining("is not sealed")
        .hasMessageNotContaining(ONE);
    assertThatThrownBy(() -> store.secret("audit.key").read(LENGTH + 1))
        .hasMessageContaining("holds 32 bytes");
  }

  @Test
  void shouldRefuseRootKeyThatIsMissingOpenToOthersNoKeyOrAnother() throws IOException {
    SecretStore.open(directory);
    final Path root = directory.resolve("root.key");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> SecretStore.open(directory)).hasMessageContaining("open to others");
    write("root.key", "not hex");
    assertThatThrownBy(() -> SecretStore.open(directory))
        .hasMessageContaining("is no root key")
        .hasMessageNotContaining("not hex");
    write("root.key", ONE);
    assertThatThrownBy(() -> SecretStore.open(directory))
        .hasMessageContaining("sealed under root key")
        .hasMessageNotContaining(ONE);
    Files.delete(root);
    assertThatThrownBy(() -> SecretStore.open(directory))
        .hasMessageContaining("put it back from a backup");
  }

  @Test
  void shouldSealWhatAnEarlierVersionLeftPlain() throws IOException {
    final String linkKey = plainHome(directory);

    final SecretStore store = SecretStore.open(directory);

    assertMigrated(store, linkKey);
    assertThat(Files.readString(directory.resolve("root.key"))).isNotEqualTo(linkKey + "\n");
    assertThat(Files.readString(directory.resolve("admin.token"))).isEqualTo("a token");
    assertMigrated(SecretStore.open(directory), linkKey);
  }

  @Test
  void shouldLeaveNoPlainRootKeyWhereTheNewOneIsElsewhere() throws IOException {
    final String linkKey = plainHome(directory);
    final RootKeySource environment = environment(Map.of("TOLLGATE_ROOT_KEY", ONE));

    assertMigrated(SecretStore.open(directory, environment), linkKey);

    assertThat(directory.resolve("root.key")).doesNotExist();
  }

  @Test
  void shouldGoOnWithMigrationThatWasCutOffAfterAnyStep() throws IOException {
    plainHome(directory);
    final List<Map<String, String>> steps = steps(() -> SecretStore.open(directory));
    assertThat(steps).hasSizeGreaterThan(PLAIN.size());
    final String linkKey = ONE;
    for (final Map<String, String> step : steps) {
      lay(step);
      assertMigrated(SecretStore.open(directory), linkKey);
    }
  }

  @Test
  void shouldSealAllUnderAnotherRootKeyAndGoOnWhereThatWasCutOffAfterAnyStep() throws IOException {
    final String linkKey = plainHome(directory);
    final String before = SecretStore.open(directory).rootKeyId();
    final RootKeySource file = KeptRootKey.inFile(directory);
    final List<Map<String, String>> steps =
        steps(
            () ->
                assertThat(SecretStore.rotate(directory, file, KeptRootKey.inFile(directory)))
                    .isNotEqualTo(before));
    assertThat(steps).hasSizeGreaterThan(PLAIN.size());
    for (final Map<String, String> step : steps) {
      lay(step);
      final SecretStore store = SecretStore.open(directory);
      assertMigrated(store, linkKey);
      assertThat(Files.exists(directory.resolve("root.next.key"))).isFalse();
    }
  }

  @Test
  void shouldMoveToAnotherSourceAlsoWhereThatWasCutOffAfterAnyStep() throws IOException {
    final String linkKey = plainHome(directory);
    SecretStore.open(directory);
    final RootKeySource environment = environment(Map.of("TOLLGATE_ROOT_KEY", TWO));
    final List<Map<String, String>> steps =
        steps(() -> SecretStore.rotate(directory, KeptRootKey.inFile(directory), environment));
    for (final Map<String, String> step : steps) {
      lay(step);
      if (!step.get("sealed").equals(steps.get(steps.size() - 1).get("sealed"))) {
        SecretStore.rotate(directory, KeptRootKey.inFile(directory), environment);
      }
      assertMigrated(SecretStore.open(directory, environment), linkKey);
      assertThat(directory.resolve("root.key")).doesNotExist();
    }
  }

  @Test
  void shouldChangeTheRootKeyOfTheEnvironmentWhileTheOldOneIsThereToo() throws IOException {
    final String linkKey = plainHome(directory);
    SecretStore.open(directory, environment(Map.of("TOLLGATE_ROOT_KEY", ONE)));
    final Map<String, String> both = Map.of("TOLLGATE_ROOT_KEY", TWO, "TOLLGATE_ROOT_KEY_OLD", ONE);
    final RootKeySource changing = environment(both);

    SecretStore.rotate(directory, changing, changing);

    assertMigrated(
        SecretStore.open(directory, environment(Map.of("TOLLGATE_ROOT_KEY", TWO))), linkKey);
    assertThatThrownBy(
            () -> SecretStore.open(directory, environment(Map.of("TOLLGATE_ROOT_KEY", ONE))))
        .hasMessageContaining("sealed under root key");
    final RootKeySource unchanged = environment(Map.of("TOLLGATE_ROOT_KEY", TWO));
    assertThatThrownBy(() -> SecretStore.rotate(directory, unchanged, unchanged))
        .hasMessageContaining("now");
  }

  @Test
  void shouldShowNoKeyInAnyText() {
    final SecretStore store = SecretStore.open(directory);
    final byte[] key = store.secret("audit.key").readOrCreate(LENGTH);
    assertThat(store + " " + store.secret("audit.key") + new RootKey(HexFormat.of().parseHex(ONE)))
        .doesNotContain(HexFormat.of().formatHex(key))
        .doesNotContain(ONE);
  }

  private static RootKeySource environment(final Map<String, String> variables) {
    return new EnvironmentRootKey(variables);
  }

  /** What a gate of an earlier version left; returns what its links are derived from. */
  private static String plainHome(final Path directory) throws IOException {
    Files.createDirectories(directory.resolve("subjects"));
    write(directory.resolve("root.key"), ONE);
    for (final String name : PLAIN) {
      write(directory.resolve(name), plain(name));
    }
    Files.writeString(directory.resolve("admin.token"), "a token");
    return ONE;
  }

  private static String plain(final String name) {
    return HexFormat.of().toHexDigits(name.hashCode()).repeat(LENGTH / Integer.BYTES);
  }

  private void assertMigrated(final SecretStore store, final String linkKey) throws IOException {
    assertThat(HexFormat.of().formatHex(store.secret("link.key").read(LENGTH))).isEqualTo(linkKey);
    for (final String name : PLAIN) {
      assertThat(HexFormat.of().formatHex(store.secret(name).read(LENGTH))).isEqualTo(plain(name));
    }
    for (final Map.Entry<String, String> file : files().entrySet()) {
      assertThat(file.getValue()).as(file.getKey()).doesNotContain(linkKey);
      PLAIN.forEach(name -> assertThat(file.getValue()).doesNotContain(plain(name)));
    }
  }

  /**
   * What a crash in the midst of work can leave: the next root key first, the mark near the end.
   */
  private List<Map<String, String>> steps(final Runnable work) throws IOException {
    final Map<String, String> now = files();
    final List<Map<String, String>> steps = new ArrayList<>(List.of(new TreeMap<>(now)));
    work.run();
    final Map<String, String> after = files();
    if (after.containsKey("root.key")) {
      now.put("root.next.key", after.get("root.key"));
      steps.add(new TreeMap<>(now));
    }
    final List<String> names = new ArrayList<>(List.of("link.key"));
    names.addAll(PLAIN);
    names.add("sealed");
    for (final String name : names) {
      now.put(name, after.get(name));
      steps.add(new TreeMap<>(now));
    }
    steps.add(after);
    return steps;
  }

  private Map<String, String> files() throws IOException {
    final Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (final Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        files.put(directory.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private void lay(final Map<String, String> files) throws IOException {
    for (final String name : files().keySet()) {
      Files.delete(directory.resolve(name));
    }
    for (final Map.Entry<String, String> file : files.entrySet()) {
      write(directory.resolve(file.getKey()), file.getValue());
    }
  }

  private void write(final String name, final String text) throws IOException {
    write(directory.resolve(name), text);
  }

  private static void write(final Path file, final String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
