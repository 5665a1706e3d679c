package io.tollgate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {
  private static final BigInteger GROUP_ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final byte[] MESSAGE = {1, 2, 3};

  private final Ed25519KeyPair pair = Ed25519.generate(new SecureRandom());

  static Stream<Vector> rfc8032() {
    return Vector.in("rfc8032.txt");
  }

  static Stream<Vector> wycheproof() {
    return Vector.in("wycheproof/ed25519_test.txt");
  }

  @ParameterizedTest
  @MethodSource
  void rfc8032(final Vector vector) {
    try (Ed25519KeyPair vectorPair = Ed25519KeyPair.fromSeed(vector.bytes(0))) {
      assertThat(vectorPair.publicKey()).isEqualTo(vector.bytes(1));
      assertThat(Ed25519.sign(vectorPair, vector.bytes(2))).isEqualTo(vector.bytes(3));
    }
    assertThat(Ed25519.verify(vector.bytes(1), vector.bytes(2), vector.bytes(3))).isTrue();
    assertThat(Ed25519.isValidPublicKey(vector.bytes(1))).isTrue();
  }

  @ParameterizedTest
  @MethodSource
  void wycheproof(final Vector vector) {
    assertThat(Ed25519.verify(vector.bytes(1), vector.bytes(2), vector.bytes(3)))
        .as(vector.text(5))
        .isEqualTo(vector.text(4).equals("valid"));
  }

  @Test
  void shouldVerifyWhatANewPairSigned() {
    assertThat(Ed25519.verify(pair.publicKey(), MESSAGE, Ed25519.sign(pair, MESSAGE))).isTrue();
    assertThat(Ed25519.isValidPublicKey(pair.publicKey())).isTrue();
  }

  @Test
  void shouldRefuseASignatureWithAnyBitFlipped() {
    final byte[] signature = Ed25519.sign(pair, MESSAGE);
    for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
      final byte[] flipped = signature.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(Ed25519.verify(pair.publicKey(), MESSAGE, flipped)).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void shouldRefuseAnotherMessageOrKey() {
    final byte[] signature = Ed25519.sign(pair, MESSAGE);
    final byte[] otherKey = Ed25519.generate(new SecureRandom()).publicKey();

    assertThat(Ed25519.verify(pair.publicKey(), new byte[] {1, 2, 4}, signature)).isFalse();
    assertThat(Ed25519.verify(otherKey, MESSAGE, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32, 63, 65, 128})
  void shouldRefuseSignaturesThatAreNot64Bytes(final int length) {
    final byte[] signature = Arrays.copyOf(Ed25519.sign(pair, MESSAGE), length);

    assertThat(Ed25519.verify(pair.publicKey(), MESSAGE, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64})
  void shouldRefusePublicKeysThatAreNot32Bytes(final int length) {
    final byte[] publicKey = Arrays.copyOf(pair.publicKey(), length);

    assertThat(Ed25519.verify(publicKey, MESSAGE, Ed25519.sign(pair, MESSAGE))).isFalse();
    assertThat(Ed25519.isValidPublicKey(publicKey)).isFalse();
  }

  @Test
  void shouldRefuseAnSThatIsNotReduced() {
    final byte[] signature = Ed25519.sign(pair, MESSAGE);
    final byte[] s = reversed(Arrays.copyOfRange(signature, 32, 64));
    final byte[] larger = new BigInteger(1, s).add(GROUP_ORDER).toByteArray();
    final byte[] malleated = signature.clone();
    Arrays.fill(malleated, 32, 64, (byte) 0);
    System.arraycopy(reversed(larger), 0, malleated, 32, larger.length);

    assertThat(Ed25519.verify(pair.publicKey(), MESSAGE, malleated)).isFalse();
  }

  /** The eight points whose order divides 8, and encodings of them that are not canonical. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void shouldRefusePublicKeysOfLowOrder(final String hex) {
    final byte[] publicKey = HexFormat.of().parseHex(hex);
    // With the neutral element as key, R = neutral and S = 0 satisfy the bare equation for every
    // message.
    final byte[] forged = new byte[64];
    forged[0] = 1;

    assertThat(Ed25519.isValidPublicKey(publicKey)).isFalse();
    assertThat(Ed25519.verify(publicKey, MESSAGE, forged)).isFalse();
  }

  /** The base point plus a point of order 8, and plus the one of order 2. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "da99e28ba529cdde35a25fba9059e78ecaee239f99755b9b1aa4f65df00803e2",
        "9599999999999999999999999999999999999999999999999999999999999999"
      })
  void shouldRefuseToEnrolPublicKeysOfMixedOrder(final String hex) {
    assertThat(Ed25519.isValidPublicKey(HexFormat.of().parseHex(hex))).isFalse();
  }

  @Test
  void shouldRefuseToEnrolBytesThatAreNoPointOfTheCurve() {
    final byte[] publicKey = new byte[32];
    publicKey[0] = 2;

    assertThat(Ed25519.isValidPublicKey(publicKey)).isFalse();
  }

  @Test
  void shouldGiveTheSamePairForItsSeed() {
    try (Ed25519KeyPair again = Ed25519KeyPair.fromSeed(pair.seed())) {
      assertThat(again.publicKey()).isEqualTo(pair.publicKey());
      assertThat(Ed25519.sign(again, MESSAGE)).isEqualTo(Ed25519.sign(pair, MESSAGE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void shouldRefuseSeedsThatAreNot32Bytes(final int length) {
    assertThatThrownBy(() -> Ed25519KeyPair.fromSeed(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseToSignOrShowTheSeedOnceDestroyed() {
    final byte[] publicKey = pair.publicKey();

    pair.close();

    assertThat(pair.isDestroyed()).isTrue();
    assertThat(pair.publicKey()).isEqualTo(publicKey);
    assertThatThrownBy(() -> Ed25519.sign(pair, MESSAGE)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(pair::seed).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNotLetCallersChangeThePair() {
    final byte[] seed = pair.seed();
    final Ed25519KeyPair copied = Ed25519KeyPair.fromSeed(seed);
    final byte[] signature = Ed25519.sign(copied, MESSAGE);

    Arrays.fill(seed, (byte) 0);
    Arrays.fill(copied.seed(), (byte) 0);
    Arrays.fill(copied.publicKey(), (byte) 0);

    assertThat(Ed25519.sign(copied, MESSAGE)).isEqualTo(signature);
  }

  @Test
  void shouldNotShowTheSeed() {
    assertThat(pair.toString())
        .doesNotContain(HexFormat.of().formatHex(pair.seed()))
        .contains(HexFormat.of().formatHex(pair.publicKey()));
  }

  private static byte[] reversed(final byte[] bytes) {
    final byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
