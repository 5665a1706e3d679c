package io.tollgate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HkdfSha256Test {
  private static final byte[] ROOT = {1, 2, 3};
  private static final byte[] SALT = new byte[16];

  static Stream<Arguments> rfc5869() {
    return onEveryBackend("rfc5869.txt");
  }

  static Stream<Arguments> wycheproof() {
    return onEveryBackend("wycheproof/hkdf_sha256_test.txt");
  }

  @ParameterizedTest
  @MethodSource
  void rfc5869(final HmacSha256Backend backend, final Vector vector) {
    final HkdfSha256 hkdf = HkdfSha256.create(backend);
    final byte[] pseudorandomKey = new byte[HkdfSha256.PSEUDORANDOM_KEY_LENGTH];
    final byte[] output = new byte[vector.bytes(4).length];

    hkdf.extract(vector.bytes(1), vector.bytes(0), pseudorandomKey);
    hkdf.expand(pseudorandomKey, vector.bytes(2), output);

    assertThat(pseudorandomKey).isEqualTo(vector.bytes(3));
    assertThat(output).isEqualTo(vector.bytes(4));
  }

  @ParameterizedTest
  @MethodSource
  void wycheproof(final HmacSha256Backend backend, final Vector vector) {
    final HkdfSha256 hkdf = HkdfSha256.create(backend);
    final byte[] output = new byte[Integer.parseInt(vector.text(4))];
    if (vector.text(6).equals("valid")) {
      hkdf.derive(vector.bytes(2), vector.bytes(1), vector.bytes(3), output);
      assertThat(output).isEqualTo(vector.bytes(5));
    } else {
      assertThatThrownBy(
              () -> hkdf.derive(vector.bytes(2), vector.bytes(1), vector.bytes(3), output))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldSetTheSameKeyThatItWouldShow() {
    final HkdfSha256 hkdf = HkdfSha256.create();
    final byte[] shown = new byte[32];
    hkdf.derive(SALT, ROOT, new byte[] {7}, shown);
    final HmacSha256Key key = new HmacSha256Key();

    hkdf.deriveKey(SALT, ROOT, new byte[] {7}, key);

    assertThat(tagWith(key)).isEqualTo(tagWith(new HmacSha256Key().init(shown, 0, 32)));
  }

  @Test
  void shouldDeriveAnotherKeyForAnyOtherSaltRootOrInfo() {
    final HkdfSha256 hkdf = HkdfSha256.create();
    final byte[] info = {7};
    final byte[] otherSalt = new byte[16];
    otherSalt[15] = 1;

    assertThat(
            Stream.of(
                    derived(hkdf, SALT, ROOT, info),
                    derived(hkdf, otherSalt, ROOT, info),
                    derived(hkdf, SALT, new byte[] {1, 2, 4}, info),
                    derived(hkdf, SALT, ROOT, new byte[] {8}))
                .distinct())
        .hasSize(4);
  }

  @Test
  void shouldRefuseLengthsOutOfRange() {
    final HkdfSha256 hkdf = HkdfSha256.create();

    assertThatThrownBy(() -> hkdf.expand(new byte[31], new byte[0], new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> hkdf.expand(new byte[32], new byte[HkdfSha256.MAX_INFO_LENGTH + 1], new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                hkdf.expand(new byte[32], new byte[0], new byte[HkdfSha256.MAX_OUTPUT_LENGTH + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hkdf.extract(SALT, ROOT, new byte[31]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldLeaveTheKeyAsItWasWhenInfoIsTooLong() {
    final HmacSha256Key key = new HmacSha256Key().init(ROOT, 0, 3);
    final byte[] before = tagWith(key);
    final byte[] tooLong = new byte[HkdfSha256.MAX_INFO_LENGTH + 1];

    assertThatThrownBy(() -> HkdfSha256.create().deriveKey(SALT, ROOT, tooLong, key))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(tagWith(key)).isEqualTo(before);
  }

  private static Stream<Arguments> onEveryBackend(final String resource) {
    return Stream.of(HmacSha256Backend.values())
        .flatMap(backend -> Vector.in(resource).map(vector -> Arguments.of(backend, vector)));
  }

  private static UnsafeBuffer derived(
      final HkdfSha256 hkdf, final byte[] salt, final byte[] root, final byte[] info) {
    final byte[] output = new byte[32];
    hkdf.derive(salt, root, info, output);
    return new UnsafeBuffer(output);
  }

  private static byte[] tagWith(final HmacSha256Key key) {
    final byte[] tag = new byte[HmacSha256.TAG_LENGTH];
    HmacSha256.create().tag(key, new UnsafeBuffer(new byte[20]), 0, 20, tag, 0);
    return tag;
  }
}
