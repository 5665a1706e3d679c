package io.tollgate.audit.proof;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The name of a log, which commits to the first key that signs it: {@code
 * tollgate.audit/KEY/CLASS}, where KEY is the first 16 bytes in hex of SHA-256 over that key.
 */
public final class LogOrigin {
  private static final String PREFIX = "tollgate.audit/";
  private static final int FINGERPRINT_LENGTH = 16;

  private LogOrigin() {}

  /** The origin of an installation's log. */
  public static String of(final byte[] firstPublicKey, final String logName) {
    return PREFIX + fingerprint(firstPublicKey) + "/" + logName;
  }

  static boolean isOf(final String origin, final byte[] firstPublicKey) {
    return origin.startsWith(PREFIX + fingerprint(firstPublicKey) + "/");
  }

  /** Whether two logs are of one installation: it signs all of them with one key. */
  public static boolean isSameInstallation(final String origin, final String other) {
    return installation(origin).equals(installation(other));
  }

  private static String installation(final String origin) {
    return origin.substring(0, origin.lastIndexOf('/') + 1);
  }

  /** What the first record of a log says of the record before it. */
  public static byte[] genesis(final String origin) {
    return new TreeHasher()
        .plain(("tollgate-audit-genesis\n" + origin).getBytes(StandardCharsets.US_ASCII));
  }

  private static String fingerprint(final byte[] publicKey) {
    return HexFormat.of().formatHex(new TreeHasher().plain(publicKey), 0, FINGERPRINT_LENGTH);
  }
}
