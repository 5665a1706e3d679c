package io.tollgate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HmacSha256Test {
  private static final byte[] KEY = bytes(32, 1);

  private final HmacSha256Key key = new HmacSha256Key().init(KEY, 0, KEY.length);

  static Stream<Arguments> rfc4231() {
    return onEveryBackend("rfc4231.txt");
  }

  static Stream<Arguments> wycheproof() {
    return onEveryBackend("wycheproof/hmac_sha256_test.txt");
  }

  @ParameterizedTest
  @MethodSource
  void rfc4231(final HmacSha256Backend backend, final Vector vector) {
    final byte[] expected = vector.bytes(2);
    assertThat(Arrays.copyOf(tag(backend, vector.bytes(0), vector.bytes(1)), expected.length))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource
  void wycheproof(final HmacSha256Backend backend, final Vector vector) {
    final byte[] published = vector.bytes(3);
    final byte[] computed =
        Arrays.copyOf(tag(backend, vector.bytes(1), vector.bytes(2)), published.length);
    assertThat(Arrays.equals(computed, published)).isEqualTo(vector.text(4).equals("valid"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldAgreeWithTheJdkForEveryLengthAroundTheBlockEdges(final HmacSha256Backend backend)
      throws GeneralSecurityException {
    for (int length = 0; length <= 260; length++) {
      final byte[] message = bytes(length, length);
      assertThat(tag(backend, KEY, message)).as("%d bytes", length).isEqualTo(jdk(KEY, message));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldTagLargeMessages(final HmacSha256Backend backend) throws GeneralSecurityException {
    final byte[] message = bytes(64 * 1024, 7);
    assertThat(tag(backend, KEY, message)).isEqualTo(jdk(KEY, message));
  }

  @ParameterizedTest
  @EnumSource
  void shouldTagAnOffHeapRangeAndWriteOnlyTheTag(final HmacSha256Backend backend)
      throws GeneralSecurityException {
    final byte[] message = bytes(119, 3);
    final UnsafeBuffer offHeap = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
    offHeap.setMemory(0, 256, (byte) 0x55);
    offHeap.putBytes(33, message);
    final byte[] out = new byte[40];

    HmacSha256.create(backend).tag(key, offHeap, 33, 119, out, 5);

    assertThat(Arrays.copyOfRange(out, 5, 37)).isEqualTo(jdk(KEY, message));
    assertThat(out).startsWith(new byte[5]).endsWith(new byte[3]);
  }

  @ParameterizedTest
  @EnumSource
  void shouldVerifyTheTagAndRefuseItWithAnyBitFlipped(final HmacSha256Backend backend)
      throws GeneralSecurityException {
    final HmacSha256 hmac = HmacSha256.create(backend);
    final byte[] message = bytes(119, 4);
    final UnsafeBuffer link = new UnsafeBuffer(new byte[119 + HmacSha256.TAG_LENGTH]);
    link.putBytes(0, message);
    link.putBytes(119, jdk(KEY, message));

    assertThat(hmac.verify(key, link, 0, 119, link, 119)).isTrue();
    for (int bit = 0; bit < link.capacity() * Byte.SIZE; bit++) {
      flip(link, bit);
      assertThat(hmac.verify(key, link, 0, 119, link, 119)).as("bit %d", bit).isFalse();
      flip(link, bit);
    }
    assertThat(hmac.verify(key, link, 0, 119, link, 119)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseRangesOutsideTheirBuffersAndWriteNothing(final HmacSha256Backend backend) {
    final HmacSha256 hmac = HmacSha256.create(backend);
    final UnsafeBuffer message = new UnsafeBuffer(new byte[10]);
    final byte[] out = new byte[32];

    assertThatThrownBy(() -> hmac.tag(key, message, 0, 11, out, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> hmac.tag(key, message, -1, 5, out, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> hmac.tag(key, message, 0, -1, out, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> hmac.tag(key, message, 0, 10, out, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> hmac.verify(key, message, 0, 10, message, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(out).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseAKeyThatIsNotSet(final HmacSha256Backend backend) {
    final HmacSha256 hmac = HmacSha256.create(backend);
    final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    final HmacSha256Key unset = new HmacSha256Key();

    assertThatThrownBy(() -> hmac.tag(unset, message, 0, 32, new byte[32], 0))
        .isInstanceOf(IllegalStateException.class);
    key.destroy();
    assertThatThrownBy(() -> hmac.verify(key, message, 0, 32, message, 32))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldSayWhichBackendComputes() {
    assertThat(HmacSha256.create(HmacSha256Backend.JAVAX).backend())
        .isEqualTo(HmacSha256Backend.JAVAX);
    assertThat(HmacSha256.create().backend()).isEqualTo(HmacSha256Backend.MIDSTATE);
  }

  private static Stream<Arguments> onEveryBackend(final String resource) {
    return Stream.of(HmacSha256Backend.values())
        .flatMap(backend -> Vector.in(resource).map(vector -> Arguments.of(backend, vector)));
  }

  private static byte[] tag(
      final HmacSha256Backend backend, final byte[] keyBytes, final byte[] message) {
    final byte[] tag = new byte[HmacSha256.TAG_LENGTH];
    HmacSha256.create(backend)
        .tag(
            new HmacSha256Key().init(keyBytes, 0, keyBytes.length),
            new UnsafeBuffer(message),
            0,
            message.length,
            tag,
            0);
    return tag;
  }

  private static byte[] jdk(final byte[] keyBytes, final byte[] message)
      throws GeneralSecurityException {
    final Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(keyBytes, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static void flip(final UnsafeBuffer buffer, final int bit) {
    final int index = bit / Byte.SIZE;
    buffer.putByte(index, (byte) (buffer.getByte(index) ^ 1 << bit % Byte.SIZE));
  }

  private static byte[] bytes(final int length, final int seed) {
    final byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
