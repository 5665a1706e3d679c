package io.tollgate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final byte[] ROOT =
      HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  private static final byte[] CONTENT = "00ff".getBytes(StandardCharsets.US_ASCII);

  private final RootKey root = new RootKey(ROOT);

  @Test
  void shouldHaveTheseBytesForEver() {
    assertThat(root.id()).isEqualTo("547fe804a52c6c58");
    final String text = Envelope.seal(root, "audit.key", new byte[12], CONTENT);
    assertThat(text)
        .isEqualTo("tollgate-sealed:AVR/6ASlLGxYAAAAAAAAAAAAAAAAZijc4/hC+/Jnzzo/BJavhTuLBIo=");
    assertThat(Envelope.parse("audit.key", text).open(root, "audit.key")).isEqualTo(CONTENT);
  }

  @Test
  void shouldSealTheSameTwiceWithDifferentBytes() {
    assertThat(Envelope.seal(root, "a", CONTENT)).isNotEqualTo(Envelope.seal(root, "a", CONTENT));
  }

  @Test
  void shouldNotOpenInPlaceOfAnotherFile() {
    final Envelope envelope = Envelope.parse("a", Envelope.seal(root, "a", CONTENT));
    assertThatThrownBy(() -> envelope.open(root, "b"))
        .isInstanceOf(SecretException.class)
        .hasMessageContaining("another file was put in its place");
  }

  @Test
  void shouldNotOpenWithAnyBitFlippedOrCutOrPadded() {
    final String text = Envelope.seal(root, "a", CONTENT);
    final int colon = text.indexOf(':') + 1;
    final byte[] bytes = Base64.getDecoder().decode(text.substring(colon));
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      final byte[] flipped = bytes.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertRefused(text.substring(0, colon) + Base64.getEncoder().encodeToString(flipped));
    }
    for (final int length : new int[] {0, 1, 36, bytes.length - 1, bytes.length + 1}) {
      final byte[] other = Arrays.copyOf(bytes, length);
      assertRefused(text.substring(0, colon) + Base64.getEncoder().encodeToString(other));
    }
    assertRefused(text + "*");
  }

  private void assertRefused(final String text) {
    assertThatThrownBy(() -> Envelope.parse("a", text).open(root, "a"))
        .isInstanceOf(SecretException.class);
  }
}
