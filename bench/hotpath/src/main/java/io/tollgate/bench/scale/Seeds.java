package io.tollgate.bench.scale;

/** Numbers that look random and are the same in every run. */
final class Seeds {
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private Seeds() {}

  /** SplitMix64 of a number. */
  static long mix(final long number) {
    long h = number * GOLDEN;
    h = (h ^ (h >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return h ^ (h >>> 31);
  }

  /** A number from 0 to a bound, which is not among them. */
  static int below(final int bound, final long number) {
    return (int) (((mix(number) >>> 32) * bound) >>> 32);
  }
}
