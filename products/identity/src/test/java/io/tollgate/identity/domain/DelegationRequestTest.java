package io.tollgate.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.support.AgentId;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DelegationRequestTest {
  /** What was signed must be checkable for ever, so the bytes are written out here. */
  @Test
  void shouldKeepTheBytesThatAreSignedForEver() {
    final DelegationRequest request =
        new DelegationRequest(
            0x0102030405060708L,
            0x1112131415161718L,
            AgentId.ofHex("aa".repeat(32)),
            AgentId.ofHex("bb".repeat(32)),
            new PermissionSet(0x2122232425262728L, 0x3132333435363738L),
            "é",
            7,
            0x41424344L,
            0xF1F2F3F4L);
    assertThat(HexFormat.of().formatHex(request.message()))
        .isEqualTo(
            "746f6c6c676174652f76312f64656c656761746500"
                + "aa".repeat(32)
                + "1817161514131211"
                + "0807060504030201"
                + "bb".repeat(32)
                + "2827262524232221"
                + "3837363534333231"
                + "07"
                + "44434241"
                + "f4f3f2f1"
                + "0200"
                + "c3a9");
  }
}
