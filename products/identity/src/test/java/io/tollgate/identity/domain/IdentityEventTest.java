package io.tollgate.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.identity.domain.IdentityEvent.DelegationMinted;
import io.tollgate.identity.domain.IdentityEvent.TenantCreated;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityEventTest {
  private static final byte[] LINK = new byte[119];

  static {
    Arrays.fill(LINK, (byte) 0xAB);
  }

  /** The journal outlives every version of this code, so the bytes are written out here. */
  @Test
  void shouldKeepTheBytesOfItsEventsForEver() {
    final TenantCreated tenant = new TenantCreated(0x01020304, "Zürich");
    assertThat(tenant.type()).isEqualTo(1);
    assertThat(HexFormat.of().formatHex(tenant.payload()))
        .isEqualTo("01" + "04030201" + "0700" + "5ac3bc72696368");
    final DelegationMinted minted = new DelegationMinted(LINK, 0x0102030405060708L, "a");
    assertThat(minted.type()).isEqualTo(2);
    assertThat(HexFormat.of().formatHex(minted.payload()))
        .isEqualTo("01" + "ab".repeat(119) + "0807060504030201" + "0100" + "61");
  }

  @Test
  void shouldReadWhatItWrote() {
    for (final IdentityEvent event :
        List.of(new TenantCreated(-1, ""), new DelegationMinted(LINK, 0, "scope ✓"))) {
      assertThat(IdentityEvent.read(event.type(), event.payload())).contains(event);
    }
  }

  @Test
  void shouldReadNothingFromWhatIsNotOfItsForm() {
    for (final IdentityEvent event :
        List.of(new TenantCreated(7, "name"), new DelegationMinted(LINK, 9, "scope"))) {
      final byte[] payload = event.payload();
      for (int length = 0; length < payload.length; length++) {
        assertThat(IdentityEvent.read(event.type(), Arrays.copyOf(payload, length))).isEmpty();
      }
      assertThat(IdentityEvent.read(event.type(), Arrays.copyOf(payload, payload.length + 1)))
          .isEmpty();
      assertThat(IdentityEvent.read(99, payload)).isEmpty();
      payload[0] = 2;
      assertThat(IdentityEvent.read(event.type(), payload)).isEmpty();
    }
  }
}
