package io.tollgate.adminapi.refusal;

import io.tollgate.adminapi.refusal.RefusalSum.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts refusals until they are written down, which one caller's are at most once in ten seconds.
 * Its size is bounded: what is beyond it is counted as other callers', or as other operations. Any
 * thread.
 */
final class RefusalSums {
  /** Who has no token; no token's subject may be called so. */
  static final String NOBODY = "(nobody)";

  /** Who came when as many others were counted as may be. */
  static final String OTHERS = "(others)";

  static final int MAX_CALLERS = 64;

  /** The most kinds of refusals of one caller, the last of which stands for all others. */
  static final int MAX_KEYS = 24;

  static final Counted OTHER = new Counted("other", "OTHER");
  private static final long EVERY_NS = Duration.ofSeconds(10).toNanos();

  private final Map<String, Counting> callers = new HashMap<>();

  private static final class Counting {
    private final Map<Counted, Long> counts = new HashMap<>();
    private Instant from = Instant.MAX;
    private Instant to = Instant.MIN;
    private boolean isTaken;
    private long takenNs;

    private void add(
        final Counted wanted, final long count, final Instant first, final Instant last) {
      final boolean hasRoom = counts.containsKey(wanted) || counts.size() < MAX_KEYS - 1;
      counts.merge(hasRoom ? wanted : OTHER, count, Long::sum);
      from = first.isBefore(from) ? first : from;
      to = last.isAfter(to) ? last : to;
    }

    private boolean isResting(final long nowNs) {
      return isTaken && nowNs - takenNs < EVERY_NS;
    }

    private RefusalSum take(final String subject, final long nowNs) {
      final RefusalSum sum = new RefusalSum(subject, from, to, counts);
      counts.clear();
      from = Instant.MAX;
      to = Instant.MIN;
      isTaken = true;
      takenNs = nowNs;
      return sum;
    }
  }

  /** Counts one. */
  synchronized void add(final String subject, final RefusedCall call, final Instant now) {
    of(subject).add(new Counted(call.operation(), call.reason()), 1, now, now);
  }

  /** Counts again what could not be written down. */
  synchronized void putBack(final RefusalSum sum) {
    final Counting counting = of(sum.subject());
    sum.counts().forEach((key, count) -> counting.add(key, count, sum.from(), sum.to()));
    counting.isTaken = false;
  }

  private Counting of(final String subject) {
    final boolean isKnown = callers.containsKey(subject);
    final boolean hasRoom = callers.size() < MAX_CALLERS || subject.equals(NOBODY);
    return callers.computeIfAbsent(isKnown || hasRoom ? subject : OTHERS, it -> new Counting());
  }

  /** One caller's counts whose time it is to be written down. */
  synchronized Optional<RefusalSum> take(final long nowNs) {
    final Iterator<Map.Entry<String, Counting>> each = callers.entrySet().iterator();
    while (each.hasNext()) {
      final Map.Entry<String, Counting> entry = each.next();
      if (entry.getValue().isResting(nowNs)) {
        continue;
      }
      if (!entry.getValue().counts.isEmpty()) {
        return Optional.of(entry.getValue().take(entry.getKey(), nowNs));
      }
      each.remove();
    }
    return Optional.empty();
  }

  /** Everyone's counts, also of who was written down just now. */
  synchronized List<RefusalSum> takeAll() {
    final List<RefusalSum> sums = new ArrayList<>();
    callers.forEach(
        (subject, counting) -> {
          if (!counting.counts.isEmpty()) {
            sums.add(counting.take(subject, 0));
          }
        });
    callers.clear();
    return sums;
  }

  /** How many requests are counted and not written down. */
  synchronized long waiting() {
    return callers.values().stream()
        .flatMap(counting -> counting.counts.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
