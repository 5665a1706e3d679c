package io.tollgate.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class X25519Test {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void shouldFindThePublicKeyOfRfc7748() {
    // Its section 5.2: the base point's bytes as the secret, once.
    final byte[] publicKey = X25519.publicKey(HEX.parseHex("09" + "00".repeat(31)));
    assertThat(HEX.formatHex(publicKey))
        .isEqualTo("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
    assertThat(X25519.isValidPublicKey(publicKey)).isTrue();
  }

  @Test
  void shouldTakeEveryKeyThatItMakes() {
    final SecureRandom random = new SecureRandom();
    for (int i = 0; i < 50; i++) {
      assertThat(X25519.isValidPublicKey(X25519.publicKey(X25519.generate(random)))).isTrue();
    }
  }

  @Test
  void shouldRefuseEveryKeyOfLowOrder() {
    for (final String low :
        List.of(
            "00".repeat(32),
            "01" + "00".repeat(31),
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ec" + "ff".repeat(30) + "7f")) {
      assertThat(X25519.isValidPublicKey(HEX.parseHex(low))).as(low).isFalse();
    }
  }

  /** Else one key would have several names, and could be given more than once. */
  @Test
  void shouldRefuseAnyOtherEncodingOfAKey() {
    final byte[] highBit = X25519.publicKey(X25519.generate(new SecureRandom()));
    highBit[31] |= (byte) 0x80;
    assertThat(X25519.isValidPublicKey(highBit)).isFalse();
    for (final String tooLarge : List.of("ed", "ee", "f6", "ff")) {
      assertThat(X25519.isValidPublicKey(HEX.parseHex(tooLarge + "ff".repeat(30) + "7f")))
          .as(tooLarge)
          .isFalse();
    }
    assertThat(X25519.isValidPublicKey(HEX.parseHex("09" + "00".repeat(31)))).isTrue();
  }

  @Test
  void shouldRefuseWhatHasNot32Bytes() {
    final byte[] good = X25519.publicKey(X25519.generate(new SecureRandom()));
    for (final int length : new int[] {0, 31, 33, 64}) {
      final byte[] bytes = Arrays.copyOf(good, length);
      assertThat(X25519.isValidPublicKey(bytes)).isFalse();
      assertThatThrownBy(() -> X25519.publicKey(bytes))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
