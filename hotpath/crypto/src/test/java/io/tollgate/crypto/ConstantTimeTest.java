package io.tollgate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ConstantTimeTest {
  @Property
  void shouldSeeADifferenceInAnySingleBit(
      @ForAll @Size(min = 1, max = 40) final byte[] content,
      @ForAll @IntRange(max = 39) final int at,
      @ForAll @IntRange(max = 7) final int bit) {
    final UnsafeBuffer left = new UnsafeBuffer(content);
    final UnsafeBuffer right = new UnsafeBuffer(new byte[content.length + 5]);
    right.putBytes(5, content);
    assertThat(ConstantTime.equal(left, 0, right, 5, content.length)).isTrue();

    final int index = 5 + at % content.length;
    right.putByte(index, (byte) (right.getByte(index) ^ 1 << bit));

    assertThat(ConstantTime.equal(left, 0, right, 5, content.length)).isFalse();
  }

  @Test
  void shouldFindNoBytesEqual() {
    assertThat(ConstantTime.equal(new UnsafeBuffer(new byte[1]), 1, new UnsafeBuffer(), 0, 0))
        .isTrue();
  }

  @Test
  void shouldRefuseRangesOutsideTheirBuffers() {
    final UnsafeBuffer eight = new UnsafeBuffer(new byte[8]);
    final UnsafeBuffer nine = new UnsafeBuffer(new byte[9]);

    assertThatThrownBy(() -> ConstantTime.equal(eight, 0, nine, 0, 9))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ConstantTime.equal(nine, 0, eight, 0, 9))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
