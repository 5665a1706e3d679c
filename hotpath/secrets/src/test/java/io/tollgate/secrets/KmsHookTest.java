package io.tollgate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real programs: a service that keeps each key in a file and gives out its number. */
class KmsHookTest {
  private static final String SERVICE =
      """
      #!/bin/sh
      vault=$(dirname "$0")
      echo "$1" >> "$vault/calls"
      case $1 in
        wrap) n=$(ls "$vault" | grep -c '^kept-'); cat > "$vault/kept-$n"; echo "kms:v1:$n" ;;
        unwrap) IFS=: read -r a b n; cat "$vault/kept-$n" ;;
      esac
      """;

  @TempDir private Path directory;
  private Path secrets;

  @BeforeEach
  void name() {
    secrets = directory.resolve("secrets");
  }

  @Test
  void shouldAskTheServiceOnceAtAStartAndKeepOnlyWhatItWrapped() throws IOException {
    final Path hook = hook(SERVICE, "rwx------");
    final byte[] made = open(hook).secret("audit.key").readOrCreate(32);
    assertThat(calls()).isEqualTo("wrap\nunwrap\n");

    assertThat(open(hook).secret("audit.key").read(32)).isEqualTo(made);

    assertThat(calls()).isEqualTo("wrap\nunwrap\nunwrap\n");
    assertThat(Files.readString(secrets.resolve("root.wrapped"))).isEqualTo("kms:v1:0\n");
    assertThat(secrets.resolve("root.key")).doesNotExist();
  }

  @Test
  void shouldRotateTheKeyThatTheServiceWraps() throws IOException {
    final Path hook = hook(SERVICE, "rwx------");
    final byte[] made = open(hook).secret("audit.key").readOrCreate(32);
    SecretStore.rotate(secrets, source(hook), source(hook));

    assertThat(Files.readString(secrets.resolve("root.wrapped"))).isEqualTo("kms:v1:1\n");
    assertThat(open(hook).secret("audit.key").read(32)).isEqualTo(made);
  }

  @Test
  void shouldMoveFromTheFileToTheServiceAndLeaveNoFile() throws IOException {
    final Path hook = hook(SERVICE, "rwx------");
    final byte[] made = SecretStore.open(secrets).secret("audit.key").readOrCreate(32);
    SecretStore.rotate(secrets, KeptRootKey.inFile(secrets), source(hook));

    assertThat(secrets.resolve("root.key")).doesNotExist();
    assertThat(open(hook).secret("audit.key").read(32)).isEqualTo(made);
  }

  @Test
  void shouldRefuseServiceThatFailsHangsBabblesOrGivesAnotherKey() throws IOException {
    open(hook(SERVICE, "rwx------"));
    assertRefused("exit 3", "ended with exit status 3");
    assertRefused("cat; sleep 60", "within 1 s");
    assertRefused("sleep 60 & sleep 60", "within 1 s");
    assertRefused("yes", "more than 16384 bytes");
    assertRefused("echo secret-of-the-service", "did not answer with 64 hex digits");
    assertRefused("echo " + "ab".repeat(32), "sealed under root key");
    Files.delete(secrets.resolve("root.wrapped"));
    Files.delete(secrets.resolve("sealed"));
    assertRefused("read -r k; echo two; echo lines", "one line of printable text");
    assertRefused(
        "read -r k; [ $1 = wrap ] && echo w || echo " + "ab".repeat(32), "gave another key");
    assertThat(secrets.resolve("root.next.wrapped")).doesNotExist();
  }

  @Test
  void shouldRefuseProgramThatOthersCanChangeOrThatIsNone() throws IOException {
    assertThatThrownBy(() -> open(hook(SERVICE, "rwxrwx---")))
        .hasMessageContaining("can be changed by others");
    assertThatThrownBy(() -> open(hook(SERVICE, "rw-------")))
        .hasMessageContaining("is no program at an absolute path");
    assertThatThrownBy(() -> open(Path.of("hook"))).hasMessageContaining("is no program");
    assertThatThrownBy(() -> open(directory)).hasMessageContaining("is no program");
  }

  private void assertRefused(final String script, final String reason) throws IOException {
    final Path hook = hook("#!/bin/sh\n" + script + "\n", "rwx------");
    assertThatThrownBy(() -> open(hook))
        .isInstanceOf(SecretException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret-of")
        .hasMessageNotContaining("abab");
  }

  private SecretStore open(final Path hook) {
    return SecretStore.open(secrets, source(hook));
  }

  private RootKeySource source(final Path hook) {
    return KeptRootKey.wrapped(secrets, new KmsHook(hook, Duration.ofSeconds(1)));
  }

  private String calls() throws IOException {
    return Files.readString(directory.resolve("calls"));
  }

  private Path hook(final String script, final String mode) throws IOException {
    final Path hook = directory.resolve("hook");
    Files.deleteIfExists(hook);
    Files.writeString(hook, script);
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString(mode));
    return hook;
  }
}
