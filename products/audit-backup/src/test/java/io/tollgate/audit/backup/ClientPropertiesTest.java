package io.tollgate.audit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientPropertiesTest {
  @TempDir private Path directory;

  @Test
  void shouldTakeABrokerOfThisMachineWithoutTls() throws IOException {
    assertThat(ClientProperties.read(file("bootstrap.servers=127.0.0.1:9092,[::1]:9093")).values())
        .containsEntry("bootstrap.servers", "127.0.0.1:9092,[::1]:9093");
  }

  @Test
  void shouldRefuseAnotherMachineInTheClear() throws IOException {
    for (final String protocol : List.of("", "security.protocol=SASL_PLAINTEXT")) {
      final Path file = file("bootstrap.servers=127.0.0.1:9092,192.0.2.1:9092\n" + protocol);

      assertThatThrownBy(() -> ClientProperties.read(file))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("192.0.2.1");
    }
  }

  @Test
  void shouldTakeAnotherMachineOverTls() throws IOException {
    assertThat(
            ClientProperties.read(
                    file("bootstrap.servers=192.0.2.1:9093\nsecurity.protocol=SASL_SSL"))
                .values())
        .containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void shouldRefuseTlsThatDoesNotCheckWhoAnswers() throws IOException {
    final Path file =
        file(
            "bootstrap.servers=192.0.2.1:9093\nsecurity.protocol=SSL\n"
                + "ssl.endpoint.identification.algorithm=");

    assertThatThrownBy(() -> ClientProperties.read(file)).isInstanceOf(BackupException.class);
  }

  @Test
  void shouldRefuseAFileWithASecretThatOthersCanRead() throws IOException {
    final Path file = file("bootstrap.servers=127.0.0.1:9092\nssl.truststore.password=open sesame");

    assertThatThrownBy(() -> ClientProperties.read(file))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("sesame");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(ClientProperties.read(file).values()).containsKey("ssl.truststore.password");
  }

  @Test
  void shouldRefuseWhatIsNotTheOperatorsToSet() throws IOException {
    for (final String line : List.of("acks=0", "transactional.id=mine", "config.providers=x")) {
      final Path file = file("bootstrap.servers=127.0.0.1:9092\n" + line);

      assertThatThrownBy(() -> ClientProperties.read(file))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining(line.substring(0, line.indexOf('=')));
    }
  }

  @Test
  void shouldRefuseAFileThatNamesNoBroker() throws IOException {
    final Path none = file("");
    final Path noPort = file("bootstrap.servers=localhost");

    assertThatThrownBy(() -> ClientProperties.read(none)).isInstanceOf(BackupException.class);
    assertThatThrownBy(() -> ClientProperties.read(noPort)).isInstanceOf(BackupException.class);
    assertThatThrownBy(() -> ClientProperties.read(directory.resolve("none")))
        .isInstanceOf(BackupException.class);
  }

  private Path file(final String text) throws IOException {
    final Path file = Files.createTempFile(directory, "client", ".properties");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }
}
