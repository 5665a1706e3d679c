package io.tollgate.bench.micro;

import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Settings;
import org.openjdk.jmh.runner.RunnerException;

/** Tags and digests, beside the bare block function and beside the public way. */
public final class HashMeasurement extends MicroMeasurement {
  private static final int LINK_BLOCKS = 2;

  /** For whoever makes the list of measurements. */
  public HashMeasurement() {
    super(
        "hashes",
        "Primitives: SHA-256 and HMAC",
        "A delegation link is a message of two blocks; its tag takes three block calls.");
  }

  @Override
  void measure(final Settings settings, final JmhRun jmh, final Progress progress)
      throws RunnerException {
    final Object[] blocks =
        settings.quick() ? new Object[] {LINK_BLOCKS} : new Object[] {1, LINK_BLOCKS, 3, 4};
    jmh.run("BlockBenchmark.compress", "blocks", 1, 3, 5);
    jmh.run("HmacBenchmark.tag", "blocks", blocks);
    jmh.run("HmacBenchmark.javax", "blocks", LINK_BLOCKS);
    jmh.run("HmacBenchmark.digest", "blocks", LINK_BLOCKS);
    final Score three = jmh.scores().of("BlockBenchmark.compress", 3);
    for (final int calls : new int[] {1, 3, 5}) {
      show(
          "sha256-blocks-" + calls,
          "SHA-256 block function of the JDK, calls in a row: " + calls,
          jmh.scores().of("BlockBenchmark.compress", calls),
          three,
          "three block calls");
    }
    for (final Object count : blocks) {
      show(
          "hmac-" + count,
          "HMAC-SHA256, message that fills blocks: " + count + ", key's midstates computed ahead",
          jmh.scores().of("HmacBenchmark.tag", count),
          three,
          "three block calls");
    }
    final Score ours = jmh.scores().of("HmacBenchmark.tag", LINK_BLOCKS);
    show(
        "hmac-javax",
        "the same of 119 bytes (2 blocks) by javax.crypto.Mac",
        jmh.scores().of("HmacBenchmark.javax", LINK_BLOCKS),
        ours,
        "ours");
    show(
        "sha256",
        "SHA-256 of 119 bytes (2 blocks)",
        jmh.scores().of("HmacBenchmark.digest", LINK_BLOCKS),
        three,
        "three block calls");
  }
}
