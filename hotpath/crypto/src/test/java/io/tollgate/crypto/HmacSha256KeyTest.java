package io.tollgate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacSha256KeyTest {
  private final HmacSha256Key key = new HmacSha256Key();

  @Test
  void shouldTakeItsKeyFromTheGivenRangeOnly() {
    final byte[] keyBytes = {1, 2, 3, 4, 5};
    final byte[] around = {9, 9, 1, 2, 3, 4, 5, 9};

    assertThat(tagWith(key.init(around, 2, 5)))
        .isEqualTo(tagWith(new HmacSha256Key().init(keyBytes, 0, 5)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32, 63, 64, 65, 300})
  void shouldKeepNothingOfTheKeyBefore(final int length) {
    final byte[] first = new byte[300];
    Arrays.fill(first, (byte) 0x77);
    final byte[] second = new byte[length];
    Arrays.fill(second, (byte) 0x11);

    key.init(first, 0, first.length).init(second, 0, length);

    assertThat(tagWith(key)).isEqualTo(tagWith(new HmacSha256Key().init(second, 0, length)));
  }

  @Test
  void shouldNotDependOnTheCallersArrayLater() {
    final byte[] keyBytes = {1, 2, 3};
    key.init(keyBytes, 0, 3);
    final byte[] before = tagWith(key);

    Arrays.fill(keyBytes, (byte) 0);

    assertThat(tagWith(key)).isEqualTo(before);
  }

  @Test
  void shouldStayAsItWasWhenTheRangeIsRefused() {
    key.init(new byte[] {1}, 0, 1);
    final byte[] before = tagWith(key);

    assertThatThrownBy(() -> key.init(new byte[4], 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);

    assertThat(tagWith(key)).isEqualTo(before);
  }

  @Test
  void shouldZeroEverythingWhenDestroyed() {
    key.init(new byte[] {1, 2, 3}, 0, 3);
    assertThat(key.isUsable()).isTrue();

    key.destroy();

    assertThat(key.isUsable()).isFalse();
    assertThat(key.innerPad()).containsOnly(0);
    assertThat(key.outerPad()).containsOnly(0);
    assertThat(key.innerMidstate()).containsOnly(0);
    assertThat(key.outerMidstate()).containsOnly(0);
  }

  @Test
  void shouldBeUsableAgainAfterANewKey() {
    key.init(new byte[] {1}, 0, 1).destroy();

    key.init(new byte[] {2}, 0, 1);

    assertThat(tagWith(key)).isEqualTo(tagWith(new HmacSha256Key().init(new byte[] {2}, 0, 1)));
  }

  @Test
  void shouldShowNothingOfTheKey() {
    assertThat(key).hasToString("HmacSha256Key[not set]");
    assertThat(key.init(new byte[] {1, 2, 3}, 0, 3)).hasToString("HmacSha256Key[set]");
  }

  private static byte[] tagWith(final HmacSha256Key key) {
    final byte[] tag = new byte[HmacSha256.TAG_LENGTH];
    HmacSha256.create().tag(key, new UnsafeBuffer(new byte[20]), 0, 20, tag, 0);
    return tag;
  }
}
