package io.tollgate.adminapi.refusal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many refusals of each caller are records of their own: sixty at once, and one more a second.
 * Whoever was longest not refused is forgotten, when there are more than 1,024. Any thread.
 */
final class Allowances {
  static final int AT_ONCE = 60;
  private static final long EACH_NS = Duration.ofSeconds(1).toNanos();
  private static final int MAX_CALLERS = 1_024;

  /** Until when each has used up what it may, if it never may more than so much at once. */
  private final Map<String, Long> usedUntilNs = new LinkedHashMap<>(16, 0.75f, true);

  /** Whether one more may be a record of its own, which it then is. */
  synchronized boolean take(final String subject, final long nowNs) {
    final Long until = usedUntilNs.get(subject);
    final long from = until == null || until - nowNs < 0 ? nowNs : until;
    if (from - nowNs > (AT_ONCE - 1) * EACH_NS) {
      return false;
    }
    usedUntilNs.put(subject, from + EACH_NS);
    if (usedUntilNs.size() > MAX_CALLERS) {
      usedUntilNs.remove(usedUntilNs.keySet().iterator().next());
    }
    return true;
  }
}
