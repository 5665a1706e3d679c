package io.tollgate.audit;

import io.tollgate.audit.index.AuditIndexer;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.support.database.Database;
import io.tollgate.support.postgres.PostgresEndpoint;
import java.nio.file.Path;
import java.util.Set;

/** An indexer of one log in a process of its own, to be killed. */
final class IndexerProcess {
  static final String NAME = "indexer-to-be-killed";

  private IndexerProcess() {}

  public static void main(final String[] args) throws Exception {
    final Database database =
        new Database(new PostgresEndpoint(args[0], args[1], args[2]), NAME, 2);
    new AuditIndexer(database, Path.of(args[3]), Set.of(RetentionClass.LEDGER)).start();
    System.in.read();
  }
}
