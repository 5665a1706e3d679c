package io.tollgate.bench.peers.question;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One link of a chain, as plain data: every peer makes its own credentials, entities or policies
 * from the same links.
 *
 * @param agent who gets it.
 * @param delegator who gives it; empty for the root.
 * @param permissions what it may do.
 * @param scope where; empty for everywhere.
 * @param notBeforeSeconds first valid second since the epoch.
 * @param expiresAtSeconds first second that is not valid any more.
 */
public record Delegation(
    String agent,
    String delegator,
    List<String> permissions,
    String scope,
    long notBeforeSeconds,
    long expiresAtSeconds) {
  /** When the question is asked, except of those that read a clock. */
  public static final long NOW_SECONDS = Instant.parse("2027-01-31T22:15:30Z").getEpochSecond();

  /** Units of quota: more than a run can use, because all that is measured is allowed. */
  public static final long QUOTA_UNITS = 1L << 40;

  /** Who asks. */
  public static final String WORKER = "worker";

  /** Every permission that there is, each at the place of its bit from {@link #FIRST_BIT}. */
  public static final List<String> PERMISSIONS = List.of("llm:call", "tool:use", "memory:read");

  /** The gate's own permissions come before. */
  public static final int FIRST_BIT = 16;

  private static final String AUTHORITY = "authority";
  private static final String LEAD = "lead";
  private static final String SCOPE = "project/apollo";
  private static final long MINUTE = Duration.ofMinutes(1).toSeconds();
  private static final long DAY = Duration.ofDays(1).toSeconds();

  /** Copies the list. */
  public Delegation {
    permissions = List.copyOf(permissions);
  }

  /**
   * The links of a credential as of {@link #NOW_SECONDS}.
   *
   * @param credential which.
   * @return root first.
   */
  public static List<Delegation> chain(final Credential credential) {
    return chain(credential, NOW_SECONDS);
  }

  /**
   * The links of a credential; the forged one has those of the honest one.
   *
   * @param credential which.
   * @param nowSeconds when it is shown, seconds since the epoch.
   * @return root first.
   */
  public static List<Delegation> chain(final Credential credential, final long nowSeconds) {
    return List.of(
        new Delegation(AUTHORITY, "", PERMISSIONS, "", nowSeconds - DAY, nowSeconds + 90 * DAY),
        new Delegation(
            LEAD,
            AUTHORITY,
            List.of("llm:call", "memory:read"),
            "",
            nowSeconds - 60 * MINUTE,
            nowSeconds + 60 * DAY),
        new Delegation(
            WORKER,
            LEAD,
            credential == Credential.WIDENED
                ? List.of("llm:call", "tool:use")
                : List.of("llm:call"),
            SCOPE,
            nowSeconds - 30 * MINUTE,
            credential == Credential.EXPIRED ? nowSeconds - MINUTE : nowSeconds + 30 * DAY));
  }

  /** The bit of a permission. */
  public static int bit(final String permission) {
    return FIRST_BIT + PERMISSIONS.indexOf(permission);
  }

  /** The permissions as a set of bits. */
  public long permissionBits() {
    long bits = 0;
    for (final String permission : permissions) {
      bits |= 1L << bit(permission);
    }
    return bits;
  }
}
