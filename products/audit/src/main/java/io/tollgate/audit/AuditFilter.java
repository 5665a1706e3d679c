package io.tollgate.audit;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.time.Instant;
import java.util.Optional;

/**
 * Which audit records are wanted; what is empty matches all.
 *
 * @param log in which log.
 * @param product who they come from.
 * @param eventType what happened, e.g. agent.trust-set.
 * @param agent whom they are about.
 * @param resource what something was done to.
 * @param action what was done.
 * @param from the earliest time, inclusive.
 * @param to the latest time, exclusive.
 * @param words in event type, action, resource or metadata: all of them, "a phrase", -not, or.
 */
public record AuditFilter(
    Optional<RetentionClass> log,
    Optional<AuditSource> product,
    Optional<String> eventType,
    Optional<AgentId> agent,
    Optional<String> resource,
    Optional<String> action,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> words) {
  /** The longest words, in characters. */
  public static final int MAX_WORDS_LENGTH = 256;

  /**
   * Checks the times and the words.
   *
   * @throws InvalidRequestException where the range ends before it begins, or the words are too
   *     many.
   */
  public AuditFilter {
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new InvalidRequestException("to", "is before from");
    }
    if (words.isPresent() && words.get().length() > MAX_WORDS_LENGTH) {
      throw new InvalidRequestException("q", "is longer than " + MAX_WORDS_LENGTH + " characters");
    }
  }

  /** Every record. */
  public static AuditFilter all() {
    return new AuditFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
