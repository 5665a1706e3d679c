package io.tollgate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class Sha256Test {
  static Stream<Arguments> fips180() {
    return Stream.of(HmacSha256Backend.values())
        .flatMap(backend -> Vector.in("fips180.txt").map(vector -> Arguments.of(backend, vector)));
  }

  @ParameterizedTest
  @MethodSource
  void fips180(final HmacSha256Backend backend, final Vector vector) {
    assertThat(digest(Sha256.create(backend), vector.bytes(0))).isEqualTo(vector.bytes(1));
  }

  @ParameterizedTest
  @EnumSource
  void shouldDigestAMillionTimesTheLetterA(final HmacSha256Backend backend) {
    final byte[] message = new byte[1_000_000];
    Arrays.fill(message, (byte) 'a');

    assertThat(HexFormat.of().formatHex(digest(Sha256.create(backend), message)))
        .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }

  @ParameterizedTest
  @EnumSource
  void shouldAgreeWithTheJdkForEveryLengthAroundTheBlockEdges(final HmacSha256Backend backend)
      throws NoSuchAlgorithmException {
    final Sha256 sha256 = Sha256.create(backend);
    final MessageDigest jdk = MessageDigest.getInstance("SHA-256");
    final Random random = new Random(11);
    for (int length = 0; length <= 200; length++) {
      final byte[] message = new byte[length];
      random.nextBytes(message);
      assertThat(digest(sha256, message)).as("%d bytes", length).isEqualTo(jdk.digest(message));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseRangesOutsideTheirBuffers(final HmacSha256Backend backend) {
    final Sha256 sha256 = Sha256.create(backend);
    final UnsafeBuffer message = new UnsafeBuffer(new byte[10]);

    assertThatThrownBy(() -> sha256.digest(message, 8, 3, new byte[32], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> sha256.digest(message, 0, 10, new byte[32], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static byte[] digest(final Sha256 sha256, final byte[] message) {
    final byte[] digest = new byte[Sha256.DIGEST_LENGTH];
    sha256.digest(new UnsafeBuffer(message), 0, message.length, digest, 0);
    return digest;
  }
}
