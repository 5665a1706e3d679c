package io.tollgate.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.identity.domain.IdentityEvent.DelegationMinted;
import io.tollgate.identity.domain.IdentityEvent.TenantCreated;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentityEventTest {
  private static final byte[] LINK = new byte[119];
  private static final JoinTokenMade MADE =
      new JoinTokenMade(
          "77".repeat(16),
          "88".repeat(32),
          new NewJoinToken(
              0x01020304,
              Owner.ofText("team:x"),
              Tier.STANDARD,
              Instant.ofEpochSecond(0xF1F2F304L)));
  private static final JoinTokenUsed USED =
      new JoinTokenUsed("77".repeat(16), AgentId.ofHex("11".repeat(32)));
  private static final ProfileSet PROFILE =
      new ProfileSet(
          AgentId.ofHex("11".repeat(32)),
          new Profile(Optional.of(Owner.ofText("human:x")), Map.of("a", "é", "b", "")));
  private static final PrekeysLow LOW = new PrekeysLow(AgentId.ofHex("11".repeat(32)), 0x01020304);
  private static final KeyRetirementPlanned RETIREMENT =
      new KeyRetirementPlanned(0x01020304, Instant.ofEpochSecond(0xF1F2F304L));
  private static final PrekeysLeft LEFT =
      new PrekeysLeft(AgentId.ofHex("11".repeat(32)), 0x01020304, 4, 100);
  private static final PrekeyTaken TAKEN =
      new PrekeyTaken(AgentId.ofHex("11".repeat(32)), 0x01020304, 5);
  private static final DelegationSigned SIGNED;
  private static final KeyRotated ROTATED =
      new KeyRotated(
          new KeyRotation(
              AgentId.ofHex("11".repeat(32)),
              0x01020304,
              "22".repeat(32),
              "33".repeat(32),
              "44".repeat(64),
              "55".repeat(64)));

  static {
    Arrays.fill(LINK, (byte) 0xAB);
    SIGNED =
        new DelegationSigned(
            new DelegationMinted(LINK, 0x0102030405060708L, "a"), 0x01020304, "66".repeat(64));
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
    assertThat(ROTATED.type()).isEqualTo(3);
    assertThat(HexFormat.of().formatHex(ROTATED.payload()))
        .isEqualTo(
            "01"
                + "11".repeat(32)
                + "04030201"
                + "22".repeat(32)
                + "33".repeat(32)
                + "44".repeat(64)
                + "55".repeat(64));
    assertThat(SIGNED.type()).isEqualTo(5);
    assertThat(HexFormat.of().formatHex(SIGNED.payload()))
        .isEqualTo(
            "01"
                + "ab".repeat(119)
                + "0807060504030201"
                + "0100"
                + "61"
                + "04030201"
                + "66".repeat(64));
    assertThat(MADE.type()).isEqualTo(6);
    assertThat(HexFormat.of().formatHex(MADE.payload()))
        .isEqualTo(
            "01"
                + "77".repeat(16)
                + "88".repeat(32)
                + "04030201"
                + "01"
                + "04f3f2f1"
                + "0600"
                + "7465616d3a78");
    assertThat(RETIREMENT.type()).isEqualTo(10);
    assertThat(HexFormat.of().formatHex(RETIREMENT.payload()))
        .isEqualTo("01" + "04030201" + "04f3f2f1");
    assertThat(LEFT.type()).isEqualTo(11);
    assertThat(HexFormat.of().formatHex(LEFT.payload()))
        .isEqualTo("01" + "11".repeat(32) + "04030201" + "04" + "64");
    assertThat(TAKEN.type()).isEqualTo(12);
    assertThat(HexFormat.of().formatHex(TAKEN.payload()))
        .isEqualTo("01" + "11".repeat(32) + "04030201" + "05000000");
    assertThat(USED.type()).isEqualTo(7);
    assertThat(HexFormat.of().formatHex(USED.payload()))
        .isEqualTo("01" + "77".repeat(16) + "11".repeat(32));
    assertThat(PROFILE.type()).isEqualTo(8);
    assertThat(HexFormat.of().formatHex(PROFILE.payload()))
        .isEqualTo(
            "01"
                + "11".repeat(32)
                + "0700"
                + "68756d616e3a78"
                + "02"
                + "0100"
                + "61"
                + "0200"
                + "c3a9"
                + "0100"
                + "62"
                + "0000");
    assertThat(LOW.type()).isEqualTo(9);
    assertThat(HexFormat.of().formatHex(LOW.payload()))
        .isEqualTo("01" + "11".repeat(32) + "04030201");
    final RequestRefused refused = new RequestRefused(Refusal.SEQUENCE_WRONG, "é");
    assertThat(refused.type()).isEqualTo(4);
    assertThat(HexFormat.of().formatHex(refused.payload()))
        .isEqualTo("01" + "06" + "0200" + "c3a9");
  }

  @Test
  void shouldKeepTheCodesOfRefusalsForEver() {
    for (final Refusal refusal : Refusal.values()) {
      assertThat(Refusal.ofCode(refusal.code())).isEqualTo(refusal);
      assertThat(refusal.name()).matches("[A-Z][A-Z_]{1,39}");
    }
    assertThat(Refusal.ofCode(0)).isNull();
    assertThat(Refusal.ofCode(255)).isNull();
  }

  @Test
  void shouldReadWhatItWrote() {
    for (final IdentityEvent event :
        List.of(
            new TenantCreated(-1, ""),
            new DelegationMinted(LINK, 0, "scope ✓"),
            ROTATED,
            SIGNED,
            MADE,
            USED,
            PROFILE,
            LOW,
            RETIREMENT,
            LEFT,
            TAKEN,
            new RequestRefused(Refusal.KEY_IN_USE, ""))) {
      assertThat(IdentityEvent.read(event.type(), event.payload())).contains(event);
    }
  }

  @Test
  void shouldReadNothingFromWhatIsNotOfItsForm() {
    for (final IdentityEvent event :
        List.of(
            new TenantCreated(7, "name"),
            new DelegationMinted(LINK, 9, "scope"),
            ROTATED,
            SIGNED,
            MADE,
            USED,
            PROFILE,
            LOW,
            RETIREMENT,
            LEFT,
            TAKEN,
            new RequestRefused(Refusal.KEY_IN_USE, "key rotation"))) {
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
