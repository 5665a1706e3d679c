package io.tollgate.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;

class HmacSha256PropertyTest {
  // Instances and the key live on from try to try: nothing of one message or key may show in the
  // next.
  private final HmacSha256 midstate = HmacSha256.create(HmacSha256Backend.MIDSTATE);
  private final HmacSha256 javax = HmacSha256.create(HmacSha256Backend.JAVAX);
  private final HmacSha256Key key = new HmacSha256Key();

  @Property
  void shouldAgreeWithTheJdkOnBothBackends(
      @ForAll @Size(min = 1, max = 200) final byte[] keyBytes,
      @ForAll @Size(max = 1500) final byte[] buffer,
      @ForAll @IntRange(max = 200) final int skipped)
      throws GeneralSecurityException {
    final int offset = Math.min(skipped, buffer.length);
    final int length = buffer.length - offset;
    final Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(keyBytes, "HmacSHA256"));
    mac.update(buffer, offset, length);
    final byte[] expected = mac.doFinal();

    key.init(keyBytes, 0, keyBytes.length);

    assertThat(tag(midstate, buffer, offset, length)).isEqualTo(expected);
    assertThat(tag(javax, buffer, offset, length)).isEqualTo(expected);
  }

  @Property
  void shouldVerifyOnlyTheMessageThatWasTagged(
      @ForAll @Size(min = 1, max = 300) final byte[] message,
      @ForAll @Size(32) final byte[] keyBytes,
      @ForAll @IntRange(max = 299) final int at,
      @ForAll @IntRange(min = 1, max = 255) final int change) {
    key.init(keyBytes, 0, keyBytes.length);
    final UnsafeBuffer tag = new UnsafeBuffer(tag(midstate, message, 0, message.length));
    final byte[] changed = Arrays.copyOf(message, message.length);
    changed[at % message.length] ^= (byte) change;

    assertThat(javax.verify(key, new UnsafeBuffer(message), 0, message.length, tag, 0)).isTrue();
    assertThat(midstate.verify(key, new UnsafeBuffer(changed), 0, message.length, tag, 0))
        .isFalse();
  }

  private byte[] tag(
      final HmacSha256 hmac, final byte[] buffer, final int offset, final int length) {
    final byte[] tag = new byte[HmacSha256.TAG_LENGTH];
    hmac.tag(key, new UnsafeBuffer(buffer), offset, length, tag, 0);
    return tag;
  }
}
