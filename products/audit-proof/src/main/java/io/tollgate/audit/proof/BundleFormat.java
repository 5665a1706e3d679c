package io.tollgate.audit.proof;

import java.nio.charset.StandardCharsets;

/** Numbers of the export bundle's format; the README describes it. */
final class BundleFormat {
  static final byte[] MAGIC = "TGAUDITB".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;
  static final int MAX_ORIGIN_LENGTH = 200;
  static final long MAX_RECORDS = 1L << 22;
  static final int MAX_CHECKPOINTS = 1 << 16;
  static final int MAX_HASHES = 2 * Long.SIZE;

  private BundleFormat() {}
}
