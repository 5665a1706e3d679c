package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class JournalBatchTest {
  private final TestRecords records = new TestRecords();

  @Test
  void shouldLayOutTheBytesAsDocumented() {
    final JournalBatch batch = new JournalBatch(1024);
    batch.begin(2, 5, 0x1122334455667788L);
    records.addChecked(batch);
    records.addChecked(batch);
    batch.seal();
    assertThat(hex(batch))
        .isEqualTo(
            // SBE header: block length 36, template 1, schema 1002, version 1
            "24000100ea030100"
                // batch sequence, first position, time
                + "0200000000000000"
                + "0500000000000000"
                + "8877665544332211"
                // length of the frames, record count, CRC-32C
                + "56000000"
                + "02000000"
                + crcOf(batch)
                // frame: its length, SBE header of Checked, its fields
                + "27000000"
                + "1f000a00ea030100"
                + "9b00000000000000"
                + "5500000000000000"
                + "0500000000000000"
                + "070000001000ff"
                + "27000000"
                + "1f000a00ea030100"
                + "ba00000000000000"
                + "6600000000000000"
                + "0600000000000000"
                + "070000001000ff");
  }

  private static String hex(final JournalBatch batch) {
    final byte[] bytes = new byte[batch.length()];
    batch.buffer().getBytes(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String crcOf(final JournalBatch batch) {
    final byte[] bytes = new byte[batch.length()];
    batch.buffer().getBytes(0, bytes);
    final CRC32C crc32c = new CRC32C();
    crc32c.update(bytes, 8, 32);
    crc32c.update(bytes, 44, bytes.length - 44);
    return HexFormat.of().toHexDigits(Integer.reverseBytes((int) crc32c.getValue()));
  }

  @Test
  void shouldCountRoomAndRecords() {
    final JournalBatch batch = new JournalBatch(256);
    batch.begin(1, 10, 0);
    assertThat(batch.isEmpty()).isTrue();
    assertThat(batch.lastPosition()).isEqualTo(9);
    assertThat(batch.remaining()).isEqualTo(256 - 44 - 4);
    while (batch.remaining() >= TestRecords.CHECKED_LENGTH) {
      final int before = batch.remaining();
      records.addChecked(batch);
      assertThat(batch.remaining()).isEqualTo(Math.max(0, before - TestRecords.CHECKED_LENGTH - 4));
    }
    assertThat(batch.recordCount()).isEqualTo(4);
    assertThat(batch.lastPosition()).isEqualTo(13);
    batch.begin(2, 14, 0);
    assertThat(batch.isEmpty()).isTrue();
    assertThat(batch.remaining()).isEqualTo(256 - 44 - 4);
  }

  @Test
  void shouldRefuseFramesThatAreNone() {
    final JournalBatch batch = new JournalBatch(256);
    batch.begin(1, 1, 0);
    for (final int length : new int[] {-1, 0, 7, batch.remaining() + 1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> batch.endFrame(length)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(batch.isEmpty()).isTrue();
    batch.endFrame(batch.remaining());
    assertThat(batch.remaining()).isZero();
  }

  @Test
  void shouldRefuseCapacitiesOutOfRange() {
    for (final int capacity : new int[] {-1, 0, 127, 4 * 1024 * 1024 + 1}) {
      assertThatThrownBy(() -> new JournalBatch(capacity))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
