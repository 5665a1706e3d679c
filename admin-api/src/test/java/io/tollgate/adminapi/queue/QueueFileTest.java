package io.tollgate.adminapi.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.adminapi.queue.QueueRecord.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueueFileTest {
  private static final String ID = "00112233445566778899aabbccddeeff";
  private static final QueueRecord FIRST =
      new QueueRecord(Event.QUEUED, ID, 1_700_000_000_000L, "a");
  private static final QueueRecord SECOND =
      new QueueRecord(Event.DEAD, ID, 1_700_000_000_001L, "bc");

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void place() {
    path = directory.resolve("writes.queue");
  }

  private byte[] written() throws IOException {
    try (QueueFile file = QueueFile.open(path)) {
      file.append(FIRST);
      file.append(SECOND);
    }
    return Files.readAllBytes(path);
  }

  private List<QueueRecord> read() {
    try (QueueFile file = QueueFile.open(path)) {
      return file.takeRecords();
    }
  }

  @Test
  void shouldKeepTheBytesOfVersionOne() throws IOException {
    assertThat(HexFormat.of().formatHex(written()))
        .isEqualTo(
            "5447515545554531"
                + "1a000000"
                + crc(FIRST)
                + "01"
                + ID
                + "0068e5cf8b010000"
                + "61"
                + "1b000000"
                + crc(SECOND)
                + "03"
                + ID
                + "0168e5cf8b010000"
                + "6263");
  }

  private static String crc(final QueueRecord record) {
    final CRC32C crc = new CRC32C();
    final byte[] bytes = record.toBytes();
    crc.update(bytes, 8, bytes.length - 8);
    return HexFormat.of().toHexDigits(Integer.reverseBytes((int) crc.getValue()));
  }

  @Test
  void shouldBeItsOwnersAlone() throws IOException {
    written();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldHoldEveryWholeRecordWhereverAWriteWasCutOff() throws IOException {
    final byte[] whole = written();
    final int first = 8 + FIRST.toBytes().length;
    for (int length = 8; length <= whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      final List<QueueRecord> expected =
          length == whole.length
              ? List.of(FIRST, SECOND)
              : length >= first ? List.of(FIRST) : List.of();
      assertThat(read()).isEqualTo(expected);
      assertThat(Files.size(path)).isEqualTo(length == whole.length ? length : end(expected));
    }
  }

  private static long end(final List<QueueRecord> records) {
    return 8 + records.stream().mapToLong(record -> record.toBytes().length).sum();
  }

  @Test
  void shouldGoOnAfterACutOffWrite() throws IOException {
    final byte[] whole = written();
    Files.write(path, Arrays.copyOf(whole, whole.length - 1));
    try (QueueFile file = QueueFile.open(path)) {
      file.append(SECOND);
    }
    assertThat(read()).containsExactly(FIRST, SECOND);
  }

  @Test
  void shouldCutOffZerosThatACrashLeftAtTheEnd() throws IOException {
    final byte[] whole = written();
    Files.write(path, Arrays.copyOf(whole, whole.length + 4_096));
    assertThat(read()).containsExactly(FIRST, SECOND);
  }

  @Test
  void shouldRefuseDamageThatNoCrashLeaves() throws IOException {
    final byte[] whole = written();
    final int lengths = 8 + FIRST.toBytes().length;
    for (int at = 0; at < lengths; at++) {
      final byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      Files.write(path, damaged);
      // A length that reaches behind the end cannot be told from a write that was cut off.
      if (at < 8 || at >= 12) {
        assertThatThrownBy(this::read).isInstanceOf(IllegalStateException.class);
        assertThat(Files.readAllBytes(path)).isEqualTo(damaged);
      }
    }
  }

  @Test
  void shouldRefuseAnotherVersion() throws IOException {
    Files.writeString(path, "TGQUEUE2");
    assertThatThrownBy(this::read).hasMessageContaining("no queue of this version");
  }

  @Test
  void shouldRefuseASecondUser() {
    final QueueFile file = QueueFile.open(path);
    assertThatThrownBy(() -> QueueFile.open(path)).isInstanceOf(UncheckedIOException.class);
    file.close();
    assertThat(read()).isEmpty();
  }

  @Test
  void shouldHoldWhatItWasWrittenAnewWith() {
    try (QueueFile file = QueueFile.open(path)) {
      file.append(FIRST);
      file.rewrite(List.of(SECOND));
      file.append(FIRST);
    }
    assertThat(read()).containsExactly(SECOND, FIRST);
  }
}
