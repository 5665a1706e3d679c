package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Damage that a checksum does not find, because whoever wrote it computed the checksum too. */
class BatchViewTest {
  private static final int CRC = 40;
  private static final int FIRST_FRAME = 44;
  private static final int FIRST_MESSAGE = 48;

  private final BatchView view = new BatchView();

  /** What the view says to a batch of two checks that was changed. */
  private String defect(final Consumer<ByteBuffer> change) {
    final JournalBatch batch = new JournalBatch(1024);
    final TestRecords records = new TestRecords();
    batch.begin(1, 1, 0);
    records.addChecked(batch);
    records.addChecked(batch);
    batch.seal();
    final byte[] bytes = new byte[batch.length()];
    batch.buffer().getBytes(0, bytes);
    final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    change.accept(buffer);
    final CRC32C crc32c = new CRC32C();
    crc32c.update(bytes, 8, CRC - 8);
    crc32c.update(bytes, FIRST_FRAME, bytes.length - FIRST_FRAME);
    buffer.putInt(CRC, (int) crc32c.getValue());
    view.prepare(bytes.length).putBytes(0, bytes);
    return view.defect();
  }

  @Test
  void shouldTakeASoundBatch() {
    assertThat(defect(bytes -> {})).isNull();
    assertThat(view.recordCount()).isEqualTo(2);
    assertThat(view.lastPosition()).isEqualTo(2);
  }

  @Test
  void shouldRefuseOtherSchemasAndVersions() {
    assertThat(defect(bytes -> bytes.putShort(4, (short) 1001))).contains("schema 1001");
    assertThat(defect(bytes -> bytes.putShort(2, (short) 10))).contains("template 10");
    assertThat(defect(bytes -> bytes.putShort(6, (short) 99))).contains("version 99");
    assertThat(defect(bytes -> bytes.putShort(6, (short) 0))).contains("version 0");
    assertThat(defect(bytes -> bytes.putShort(FIRST_MESSAGE + 4, (short) 1001)))
        .contains("schema 1001");
    assertThat(defect(bytes -> bytes.putShort(FIRST_MESSAGE + 6, (short) 99)))
        .contains("version 99");
  }

  @Test
  void shouldRefuseFramesThatDoNotFillTheBatch() {
    for (final int length : new int[] {-1, 0, 7, 38, 40, 1000, Integer.MAX_VALUE}) {
      assertThat(defect(bytes -> bytes.putInt(FIRST_FRAME, length)))
          .as("first frame of %d bytes", length)
          .isNotNull();
    }
    assertThat(defect(bytes -> bytes.putInt(32, 10))).contains("truncated");
    assertThat(defect(bytes -> bytes.putInt(36, 1))).contains("says 1 records and has 2");
    assertThat(defect(bytes -> bytes.putInt(36, 3))).contains("says 3 records and has 2");
  }

  @Test
  void shouldRefuseNumbersThatNobodyGives() {
    assertThat(defect(bytes -> bytes.putLong(8, 0))).contains("negative or zero");
    assertThat(defect(bytes -> bytes.putLong(16, 0))).contains("negative or zero");
    assertThat(defect(bytes -> bytes.putLong(24, -1))).contains("negative or zero");
  }

  @Test
  void shouldRefuseWhatIsShorterThanAHeader() {
    for (int length = 0; length < FIRST_FRAME; length++) {
      view.prepare(length);
      assertThat(view.defect()).contains("truncated");
    }
  }
}
