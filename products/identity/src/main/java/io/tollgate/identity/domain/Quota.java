package io.tollgate.identity.domain;

import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.support.error.InvalidRequestException;

/**
 * How much of a resource an agent may use in each calendar window (UTC).
 *
 * @param resource which.
 * @param hourLimit units an hour, {@link #NO_LIMIT} for none.
 * @param dayLimit units a day.
 * @param monthLimit units a month.
 * @param concurrentLimit units held by open reservations.
 */
public record Quota(
    ResourceType resource, long hourLimit, long dayLimit, long monthLimit, long concurrentLimit) {
  /** As a limit: none. */
  public static final long NO_LIMIT = -1;

  /** Checks that every limit is 0 or more, or none. */
  public Quota {
    checked("hour", hourLimit);
    checked("day", dayLimit);
    checked("month", monthLimit);
    checked("concurrent", concurrentLimit);
  }

  private static void checked(final String field, final long limit) {
    if (limit < NO_LIMIT) {
      throw new InvalidRequestException(field, "must be 0 or more, or -1 for no limit");
    }
  }
}
