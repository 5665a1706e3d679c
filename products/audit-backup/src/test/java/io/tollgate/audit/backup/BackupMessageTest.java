package io.tollgate.audit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.audit.log.LogStart;
import io.tollgate.audit.log.RetentionClass;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bytes that a backup is made of; a later version must still read them. */
final class BackupMessageTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void shouldKeepTheBytesOfAKey() {
    final byte[] key = new BackupMessage(MessageKind.RECORD, 0x0102030405L, "o/ledger").key();

    assertThat(HEX.formatHex(key)).isEqualTo("01" + "04" + "0504030201000000" + "6f2f6c6564676572");
    assertThat(BackupMessage.read(key))
        .isEqualTo(new BackupMessage(MessageKind.RECORD, 0x0102030405L, "o/ledger"));
  }

  @Test
  void shouldKeepTheCodesOfTheKinds() {
    assertThat(Arrays.stream(MessageKind.values()).map(it -> it + "=" + it.code()))
        .containsExactly("SEGMENT=1", "INDEX=2", "EPOCH=3", "RECORD=4", "BATCH=5", "HEAD=6");
  }

  @Test
  void shouldKeepTheBytesOfASegmentsBeginning() {
    final LogStart start =
        new LogStart(18, 2L << 18, List.of(new byte[96], new byte[96]), List.of(new byte[7]));

    assertThat(HEX.formatHex(BackupMessage.segment(start)))
        .isEqualTo("12" + "02000000" + "01000000");
    assertThat(BackupMessage.index(start)).singleElement().isEqualTo(new byte[192]);
  }

  @Test
  void shouldPutALongIndexIntoMessagesOfABoundedSize() {
    final List<byte[]> entries = IntStream.range(0, 2500).mapToObj(i -> new byte[96]).toList();
    final LogStart start = new LogStart(3, 2500L << 3, entries, List.of(new byte[] {1}));
    final BackupMessage.StartReader reader =
        new BackupMessage.StartReader(start.first(), BackupMessage.segment(start));

    final List<byte[]> messages = BackupMessage.index(start);
    messages.forEach(reader::index);
    assertThat(reader.isWhole()).isFalse();
    reader.epoch(new byte[] {1});

    assertThat(messages).hasSize(3).allMatch(it -> it.length <= 96 * 1024);
    assertThat(reader.isWhole()).isTrue();
    assertThat(reader.start().index()).hasSize(2500);
  }

  @Test
  void shouldRefuseWhatIsNoKeyOfThisVersion() {
    final byte[] key = new BackupMessage(MessageKind.HEAD, 7, "o/ledger").key();
    final byte[] newer = key.clone();
    newer[0] = 2;
    final byte[] unknown = key.clone();
    unknown[1] = 9;

    for (final byte[] bad :
        Arrays.asList(null, new byte[0], Arrays.copyOf(key, 10), newer, unknown, new byte[1000])) {
      assertThatThrownBy(() -> BackupMessage.read(bad)).isInstanceOf(BackupException.class);
    }
  }

  @Test
  void shouldRefuseABeginningThatDoesNotAddUp() {
    final LogStart start = new LogStart(4, 16, List.of(new byte[96]), List.of(new byte[3]));
    final BackupMessage.StartReader reader =
        new BackupMessage.StartReader(16, BackupMessage.segment(start));

    assertThatThrownBy(() -> reader.index(new byte[95])).isInstanceOf(BackupException.class);
    assertThatThrownBy(() -> reader.index(new byte[192])).isInstanceOf(BackupException.class);
    assertThatThrownBy(() -> new BackupMessage.StartReader(16, new byte[8]))
        .isInstanceOf(BackupException.class);
  }

  @Test
  void shouldKeepTheTextOfAStatus() {
    final BackupStatus status =
        new BackupStatus(
            BackupState.BACKING_OFF,
            1_700_000_000_000_000_001L,
            Map.of(RetentionClass.GATE, 12L, RetentionClass.LEDGER, 3L),
            4,
            "two\nlines");

    assertThat(status.text())
        .isEqualTo(
            """
            tollgate-audit-backup 1
            state BACKING_OFF
            time 1700000000000000001
            lost 4
            failure two lines
            log ledger 3
            log gate 12
            """);
    assertThat(BackupStatus.parse(status.text())).isEqualTo(status);
    for (final String bad : List.of("", "tollgate-audit-backup 2\n", "x".repeat(90))) {
      assertThatThrownBy(() -> BackupStatus.parse(bad)).isInstanceOf(BackupException.class);
    }
    assertThat(status.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4096);
  }
}
