package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.quota.ResourceType;
import java.util.List;

/**
 * The quotas that a new agent of a tier begins with. Operators may change them for each agent
 * afterwards; a later change of tier leaves them as they are.
 */
public final class TierDefaults {
  private static final long MILLION = 1_000_000L;
  private static final long GIB = 1L << 30;
  private static final long NO_LIMIT = Quota.NO_LIMIT;

  private TierDefaults() {}

  /** The quotas of a tier, one for each resource that it limits. */
  public static List<Quota> quotas(final Tier tier) {
    return switch (tier) {
      case BASIC -> quotas(MILLION, 10 * MILLION, 1_000, 10_000, GIB, 10 * GIB, 1);
      case STANDARD -> quotas(10 * MILLION, 200 * MILLION, 10_000, 200_000, 10 * GIB, 200 * GIB, 5);
      case PREMIUM ->
          quotas(100 * MILLION, 5_000 * MILLION, 100_000, 5_000_000, 100 * GIB, 5_000 * GIB, 50);
    };
  }

  private static List<Quota> quotas(
      final long tokensAnHour,
      final long tokensAMonth,
      final long messagesAnHour,
      final long messagesAMonth,
      final long egressADay,
      final long egressAMonth,
      final long sandboxes) {
    return List.of(
        new Quota(ResourceType.LLM_TOKENS, tokensAnHour, NO_LIMIT, tokensAMonth, NO_LIMIT),
        new Quota(ResourceType.MESSAGES, messagesAnHour, NO_LIMIT, messagesAMonth, NO_LIMIT),
        new Quota(ResourceType.EGRESS_BYTES, NO_LIMIT, egressADay, egressAMonth, NO_LIMIT),
        new Quota(ResourceType.SANDBOXES, NO_LIMIT, NO_LIMIT, NO_LIMIT, sandboxes));
  }
}
