package io.tollgate.bench.micro;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.crypto.Sha256;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Tags and digests of messages that fill one to four blocks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HmacBenchmark {
  private static final int BLOCK_LENGTH = 64;
  private static final int LEAST_PADDING = 9;

  /** Blocks that the padded message fills; 2 is a delegation link. */
  @Param({"1", "2", "3", "4"})
  public int blocks;

  private final HmacSha256 hmac = HmacSha256.create();
  private final HmacSha256Key key = new HmacSha256Key();
  private final Sha256 sha256 = Sha256.create();
  private final byte[] tag = new byte[HmacSha256.TAG_LENGTH];
  private UnsafeBuffer message;
  private byte[] messageBytes;
  private Mac mac;

  /** Makes message and key. */
  @Setup
  public void prepare() throws GeneralSecurityException {
    final int length = blocks * BLOCK_LENGTH - LEAST_PADDING;
    message = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
    messageBytes = new byte[length];
    final byte[] secret = new byte[HmacSha256.TAG_LENGTH];
    key.init(secret, 0, secret.length);
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
  }

  /** The gate's tag, the key's share computed ahead. */
  @Benchmark
  public byte[] tag() {
    hmac.tag(key, message, 0, message.capacity(), tag, 0);
    return tag;
  }

  /** The gate's digest. */
  @Benchmark
  public byte[] digest() {
    sha256.digest(message, 0, message.capacity(), tag, 0);
    return tag;
  }

  /** The JDK's public way to a tag. */
  @Benchmark
  public byte[] javax() throws GeneralSecurityException {
    mac.update(messageBytes);
    mac.doFinal(tag, 0);
    return tag;
  }
}
