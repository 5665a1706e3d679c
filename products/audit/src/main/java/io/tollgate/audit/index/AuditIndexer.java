package io.tollgate.audit.index;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.support.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.CloseHelper;

/**
 * Keeps signed records of chosen logs in PostgreSQL, to be searched. It reads the logs, not the
 * journal: what is indexed is what is signed, up to the newest checkpoint, and what the log prunes
 * leaves the index. One at a time. Start and close by the owner; the status by anyone.
 */
public final class AuditIndexer implements AutoCloseable {
  private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);

  private final List<IndexFollower> followers = new ArrayList<>();

  /**
   * An indexer that does not run yet.
   *
   * @param directory of the logs, one below it for each class.
   * @param chosen which are indexed; of others, what was indexed is removed.
   */
  public AuditIndexer(
      final Database database, final Path directory, final Set<RetentionClass> chosen) {
    for (final RetentionClass log : RetentionClass.values()) {
      followers.add(new IndexFollower(log, chosen.contains(log), directory, database, PRUNE_EVERY));
    }
  }

  /** Begins to index. */
  public void start() {
    followers.forEach(IndexFollower::start);
  }

  /** How each log's indexing is. */
  public List<IndexStatus> status() {
    return followers.stream().map(IndexFollower::status).toList();
  }

  @Override
  public void close() {
    followers.forEach(CloseHelper::quietClose);
  }
}
