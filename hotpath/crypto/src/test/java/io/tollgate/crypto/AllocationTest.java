package io.tollgate.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int CALLS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final HmacSha256 hmac = HmacSha256.create(HmacSha256Backend.MIDSTATE);
  private final HmacSha256Key key = new HmacSha256Key().init(new byte[32], 0, 32);
  private final UnsafeBuffer message = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));
  private final byte[] out = new byte[32];

  @Test
  void shouldTagWithoutAllocating() {
    assertAllocatesNothing(() -> hmac.tag(key, message, 0, 119, out, 0));
    assertAllocatesNothing(() -> hmac.tag(key, message, 0, 4096, out, 0));
  }

  @Test
  void shouldVerifyWithoutAllocating() {
    assertAllocatesNothing(() -> hmac.verify(key, message, 0, 119, message, 119));
  }

  @Test
  void shouldSetAKeyWithoutAllocating() {
    final byte[] shortKey = new byte[32];
    final byte[] longKey = new byte[100];
    assertAllocatesNothing(() -> key.init(shortKey, 0, 32));
    assertAllocatesNothing(() -> key.init(longKey, 0, 100));
    assertAllocatesNothing(key::destroy);
  }

  @Test
  void shouldDigestWithoutAllocating() {
    final Sha256 sha256 = Sha256.create(HmacSha256Backend.MIDSTATE);
    assertAllocatesNothing(() -> sha256.digest(message, 0, 32, out, 0));
  }

  @Test
  void shouldDeriveAKeyWithoutAllocating() {
    final HkdfSha256 hkdf = HkdfSha256.create(HmacSha256Backend.MIDSTATE);
    final byte[] salt = new byte[16];
    final byte[] root = new byte[32];
    final byte[] info = "purpose".getBytes(StandardCharsets.US_ASCII);
    assertAllocatesNothing(() -> hkdf.deriveKey(salt, root, info, key));
  }

  /**
   * The first of several rounds also pays for class loading and linkage, so the best one counts.
   */
  private void assertAllocatesNothing(final Runnable call) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5 && least != 0; round++) {
      least = Math.min(least, allocatedBy(call));
    }
    assertThat(least).as("bytes allocated in %d calls", CALLS).isZero();
  }

  private long allocatedBy(final Runnable call) {
    final long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
