package io.tollgate.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.audit.log.RetentionClass;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuditEventTest {
  private static final HexFormat HEX = HexFormat.of();

  static List<Arguments> events() {
    return List.of(
        Arguments.of(
            1,
            new HoldPlaced(RetentionClass.LEDGER, 0x0102030405060708L, 0x1112131415161718L, "a.b"),
            "01" + "01" + "0807060504030201" + "1817161514131211" + "0300" + "612e62"),
        Arguments.of(
            2, new HoldReleased(RetentionClass.MESSAGING, "a"), "01" + "04" + "0100" + "61"),
        Arguments.of(3, new SubjectForgotten("2a".repeat(16)), "01" + "2a".repeat(16)),
        Arguments.of(4, new KeyChange("2b".repeat(32)), "01" + "2b".repeat(32)),
        Arguments.of(
            5,
            new Exported(RetentionClass.GATE, 1, 2, 0x0304),
            "01" + "02" + "0100000000000000" + "0200000000000000" + "0403000000000000"),
        Arguments.of(
            6,
            new RequestRefused(AuditRefusal.HOLD_UNKNOWN, "x y"),
            "01" + "04" + "0300" + "782079"),
        Arguments.of(7, new CallRefused("ab", "NO"), "01" + "0200" + "6162" + "0200" + "4e4f"),
        Arguments.of(
            8,
            new CallsRefused(
                1,
                2,
                List.of(
                    new CallsRefused.Count("a", "NO", 3),
                    new CallsRefused.Count("b", "NO", 0xFFFF_FFFFL))),
            "01"
                + "0100000000000000"
                + "0200000000000000"
                + "02"
                + ("0100" + "61" + "0200" + "4e4f" + "03000000")
                + ("0100" + "62" + "0200" + "4e4f" + "ffffffff")));
  }

  /** The journal outlives every version of this code, so the bytes are written out here. */
  @ParameterizedTest
  @MethodSource("events")
  void shouldKeepItsBytesForEver(final int type, final AuditEvent event, final String bytes) {
    assertThat(event.type()).isEqualTo(type);
    assertThat(HEX.formatHex(event.payload())).isEqualTo(bytes);
    assertThat(AuditEvent.read(type, event.payload())).hasValue(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldTakeNothingThatIsCutPaddedOrOfAnotherVersion(
      final int type, final AuditEvent event, final String bytes) {
    final byte[] payload = HEX.parseHex(bytes);
    for (int length = 0; length < payload.length; length++) {
      assertThat(AuditEvent.read(type, Arrays.copyOf(payload, length))).isEmpty();
    }
    assertThat(AuditEvent.read(type, Arrays.copyOf(payload, payload.length + 1))).isEmpty();
    payload[0] = 2;
    assertThat(AuditEvent.read(type, payload)).isEmpty();
    assertThat(event.resource()).hasSizeBetween(1, 255);
  }

  @Test
  void shouldTakeNoValueThatMakesNoSense() {
    Stream.of(
            "01" + "09" + "00".repeat(16) + "0100" + "61",
            "01" + "01" + "0200000000000000" + "0100000000000000" + "0100" + "61",
            "01" + "01" + "00".repeat(16) + "0100" + "2f",
            "01" + "01" + "00".repeat(16) + "0000")
        .forEach(bytes -> assertThat(AuditEvent.read(1, HEX.parseHex(bytes))).isEmpty());
    assertThat(AuditEvent.read(6, HEX.parseHex("01" + "01" + "0100" + "22"))).isEmpty();
    assertThat(AuditEvent.read(6, HEX.parseHex("01" + "ff" + "0100" + "61"))).isEmpty();
    assertThat(AuditEvent.read(7, HEX.parseHex("01" + "0100" + "2f" + "0200" + "4e4f"))).isEmpty();
    assertThat(AuditEvent.read(7, HEX.parseHex("01" + "0100" + "61" + "0200" + "6e6f"))).isEmpty();
    assertThat(AuditEvent.read(8, HEX.parseHex("01" + "00".repeat(16) + "00"))).isEmpty();
    assertThat(AuditEvent.read(99, HEX.parseHex("01"))).isEmpty();
    assertThatThrownBy(() -> new RequestRefused(AuditRefusal.HOLD_EXISTS, "a\"b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTellWhatWasCounted() {
    final CallsRefused calls =
        new CallsRefused(1, 2, List.of(new CallsRefused.Count("createAgent", "NO", 3)));
    assertThat(calls.details())
        .isEqualTo(
            "\"requests\":3,\"from_ns\":1,\"to_ns\":2,\"refused\":"
                + "[{\"operation\":\"createAgent\",\"reason\":\"NO\",\"requests\":3}]");
    assertThat(new CallRefused("createAgent", "NO").details())
        .isEqualTo("\"reason\":\"NO\",\"operation\":\"createAgent\"");
  }

  @Test
  void shouldKeepTheCodesOfRefusalsForEver() {
    assertThat(AuditRefusal.values())
        .extracting(refusal -> refusal.code() + " " + refusal)
        .containsExactly(
            "1 RANGE_UNKNOWN",
            "2 EXPORT_TOO_LARGE",
            "3 HOLD_EXISTS",
            "4 HOLD_UNKNOWN",
            "5 HOLDS_FULL",
            "6 SUBJECT_UNKNOWN",
            "7 ROLE_MISSING",
            "8 REQUEST_INVALID");
  }
}
