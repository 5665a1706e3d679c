package io.tollgate.support.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatusFileTest {
  private static final ConsumerStatus STATUS =
      new ConsumerStatus(
          "audit-log", ConsumerState.BACKING_OFF, 1_000, 900, 3, Optional.of("no room"), 5);

  @TempDir private Path directory;

  @Test
  void shouldSayInAnotherProcessWhatWasWritten() throws IOException {
    write();
    assertThat(StatusFile.read(directory, "audit-log"))
        .hasValue(new StatusFile.Said(STATUS, 1_700_000_000_000_000_000L));
    assertThat(StatusFile.read(directory, "other")).isEmpty();
  }

  @Test
  void shouldKeepItsFormat() throws IOException {
    write();
    final byte[] bytes = Files.readAllBytes(directory.resolve("audit-log.follower"));
    assertThat(bytes).hasSize(572);
    assertThat(HexFormat.of().formatHex(Arrays.copyOf(bytes, 64)))
        .isEqualTo(
            "5447464f4c4c57310300000007000000e8030000000000008403000000000000"
                + "0300000000000000050000000000000000002a36fe9c97176e6f20726f6f6d00");
    assertThat(Files.getPosixFilePermissions(directory.resolve("audit-log.follower"))).hasSize(2);
  }

  @Test
  void shouldNotBelieveAFileThatIsNotWhole() throws IOException {
    write();
    final Path file = directory.resolve("audit-log.follower");
    final byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += 7) {
      final byte[] flipped = bytes.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      assertThat(StatusFile.read(directory, "audit-log")).as("byte %s", at).isEmpty();
    }
  }

  private void write() throws IOException {
    try (StatusFile file = StatusFile.create(directory, "audit-log")) {
      file.write(STATUS, 1_700_000_000_000_000_000L);
    }
  }
}
