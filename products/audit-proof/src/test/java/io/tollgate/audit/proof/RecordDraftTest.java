package io.tollgate.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RecordDraftTest {
  private static final byte[] NAME = TestLog.ascii("name");

  private final RecordDraft draft = new RecordDraft().begin(AuditSource.IDENTITY, NAME, NAME, 0, 0);

  @Test
  void shouldRefuseWhatDoesNotFitIntoARecord() {
    final byte[] tenMegabytes = new byte[10 * 1024 * 1024];

    assertThatThrownBy(() -> draft.metadata(MetadataFormat.JSON, tenMegabytes, tenMegabytes.length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 16384 bytes");
    assertThatThrownBy(() -> draft.resource(tenMegabytes, 256))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> draft.begin(AuditSource.IDENTITY, new byte[0], NAME, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseMetadataThatIsNotUtf8() {
    assertThatThrownBy(() -> draft.metadata(MetadataFormat.JSON, new byte[] {(byte) 0xc3}, 1))
        .hasMessageContaining("not UTF-8");
  }

  @Property(tries = 300)
  void shouldReadBackWhatWasWrittenAndNothingElse(
      @ForAll @Size(max = 300) final byte[] metadata,
      @ForAll @IntRange(min = 0, max = 3) final int sealed) {
    final List<SealedField> fields =
        java.util.stream.IntStream.rangeClosed(1, sealed)
            .mapToObj(code -> new SealedField(code, new byte[16], new byte[28 + code]))
            .toList();
    draft
        .begin(AuditSource.RUNTIME, NAME, NAME, 9, 10)
        .metadata(MetadataFormat.JOURNAL, metadata, metadata.length)
        .sealed(fields);
    final byte[] bytes = new byte[draft.encodedLength()];
    final int end = draft.encode(bytes, 0, 5, new RecordIds(), new byte[32], false);
    final AuditRecord record = new AuditRecord();

    assertThat(end).isEqualTo(bytes.length);
    assertThat(record.wrap(bytes, 0, bytes.length)).isNull();
    assertThat(record.metadata()).isEqualTo(metadata);
    assertThat(record.sealedFields()).hasSize(sealed);
    assertThat(record.source()).isEqualTo(AuditSource.RUNTIME);
    assertThat(record.sequence()).isEqualTo(5);
    assertThat(record.wrap(Arrays.copyOf(bytes, bytes.length + 1), 0, bytes.length + 1))
        .isNotNull();
    assertThat(record.wrap(bytes, 0, bytes.length - 1)).isNotNull();
  }
}
