package io.tollgate.audit;

import io.tollgate.audit.log.RetentionClass;
import java.util.List;

/**
 * Shows that a log at one size is the beginning of the same log at another.
 *
 * @param log which.
 * @param from records of the earlier tree.
 * @param to records of the later tree.
 * @param path hashes in hex, as RFC 6962 has them.
 * @param note the newest signed checkpoint.
 * @param key that signed it.
 */
public record LogConsistency(
    RetentionClass log, long from, long to, List<String> path, String note, String key) {
  /** Keeps a copy of the path. */
  public LogConsistency {
    path = List.copyOf(path);
  }
}
