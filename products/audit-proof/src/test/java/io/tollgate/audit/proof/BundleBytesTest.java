package io.tollgate.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The formats that are on people's disks: whoever changes one of them needs a new version. */
final class BundleBytesTest {
  @Test
  void shouldPinTheBytesOfARecord() {
    final byte[] metadata = TestLog.ascii("{}");
    final RecordIds ids = new RecordIds();
    final RecordDraft draft =
        new RecordDraft()
            .begin(AuditSource.OVERSIGHT, TestLog.ascii("e"), TestLog.ascii("ac"), 0x22, 0x33)
            .agent(HexFormat.of().parseHex("a7".repeat(32)), 0)
            .resource(TestLog.ascii("res"), 3)
            .metadata(MetadataFormat.JSON, metadata, metadata.length)
            .sealed(List.of(new SealedField(1, new byte[16], new byte[28])));
    final byte[] bytes = new byte[draft.encodedLength()];
    draft.encode(bytes, 0, 0x11, ids, HexFormat.of().parseHex("b8".repeat(32)), false);

    final String hex = HexFormat.of().formatHex(bytes);
    final int idAt = 2 * RecordLayout.RECORD_ID_AT;
    assertThat(hex.substring(0, idAt))
        .isEqualTo(
            "0106000102030201"
                + "02002f00"
                + "1100000000000000"
                + "2200000000000000"
                + "3300000000000000");
    assertThat(hex.substring(idAt + 32))
        .isEqualTo(
            "b8".repeat(32)
                + "a7".repeat(32)
                + "65"
                + "6163"
                + "726573"
                + "7b7d"
                + "01"
                + "00".repeat(16)
                + "1c00"
                + "00".repeat(28));
  }

  @Test
  void shouldPinTheBytesOfABundle() throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final byte[] hash = HexFormat.of().parseHex("c9".repeat(32));
    final BundleWriter writer =
        new BundleWriter(
            out,
            new BundleHead(
                "o",
                1,
                2,
                List.of(hash),
                hash,
                List.of(),
                List.of(new ProvenRecord(new byte[] {7}, List.of(hash))),
                TestLog.ascii("note")));
    writer.record(new byte[] {1, 2}, 0, 2);
    writer.record(new byte[] {3}, 0, 1);
    writer.checkpoint(TestLog.ascii("n"));
    writer.finish();

    final String c9 = "c9".repeat(32);
    assertThat(HexFormat.of().formatHex(out.toByteArray()))
        .isEqualTo(
            HexFormat.of().formatHex(TestLog.ascii("TGAUDITB"))
                + "0100"
                + "0100"
                + "6f"
                + "0100000000000000"
                + "0200000000000000"
                + "0100"
                + c9
                + c9
                + "0000"
                + "0100"
                + "01000000"
                + "07"
                + "0100"
                + c9
                + "04000000"
                + HexFormat.of().formatHex(TestLog.ascii("note"))
                + "02000000"
                + "0102"
                + "01000000"
                + "03"
                + "01000000"
                + "01000000"
                + "6e");
  }
}
