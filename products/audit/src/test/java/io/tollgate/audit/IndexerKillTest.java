package io.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.index.AuditIndexer;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.support.postgres.PostgresEndpoint;
import io.tollgate.support.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process that indexes is killed (SIGKILL) wherever it happens to be, and where it hurts most:
 * in its transaction. How often says -Dtollgate.audit.kills, from which seed -Dtollgate.audit.seed.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class IndexerKillTest {
  private static final int KILLS = Integer.getInteger("tollgate.audit.kills", 4);
  private static final long SEED = Long.getLong("tollgate.audit.seed", 1);

  private TestDatabase database;
  private SignedLogs logs;

  @BeforeEach
  void open() {
    database = new TestDatabase();
    new AuditProduct(database.database());
    logs = new SignedLogs(Duration.ZERO);
    logs.journal.append(TestRecords.registered(4));
  }

  @AfterEach
  void close() {
    logs.close();
    database.close();
  }

  @Test
  void shouldHaveEachRecordOnceHoweverOftenTheIndexerIsKilled() throws Exception {
    final Random random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      final long before = position().size();
      logs.append(1 + random.nextInt(60));
      final Process process = startProcess();
      try {
        await().atMost(SignedLogs.PATIENCE).until(() -> position().size() > before);
        for (int round = random.nextInt(12); round > 0; round--) {
          logs.append(1 + random.nextInt(60));
          // Not to wait for anything: so that it dies somewhere else each time.
          TimeUnit.MILLISECONDS.sleep(random.nextInt(10));
        }
        assertThat(process.isAlive()).isTrue();
      } finally {
        process.destroyForcibly().waitFor();
      }
      awaitNobodyIndexes();
      assertRowsAreThoseOfTheLog();
    }
    indexToTheEnd();
  }

  /** A lock of somebody else stops it before its rows, and between its rows and its position. */
  @ParameterizedTest
  @ValueSource(strings = {"audit.record", "audit.index_position"})
  void shouldHaveEachRecordOnceWhereItIsKilledInItsTransaction(final String table)
      throws Exception {
    logs.awaitSigned(logs.append(50));
    final Process first = startProcess();
    try {
      await().atMost(SignedLogs.PATIENCE).until(() -> position().size() > 50);
    } finally {
      first.destroyForcibly().waitFor();
    }
    awaitNobodyIndexes();
    logs.awaitSigned(logs.append(100));
    final Position before = position();

    final PostgresEndpoint endpoint = database.endpoint();
    try (Connection locking =
            DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
        Statement lock = locking.createStatement()) {
      locking.setAutoCommit(false);
      lock.execute("LOCK TABLE " + table + " IN SHARE MODE");
      final Process second = startProcess();
      try {
        await().atMost(SignedLogs.PATIENCE).until(() -> isWaitingForALock());
      } finally {
        second.destroyForcibly().waitFor();
      }
      locking.rollback();
    }
    awaitNobodyIndexes();

    assertThat(position()).isEqualTo(before);
    assertRowsAreThoseOfTheLog();
    indexToTheEnd();
  }

  private void indexToTheEnd() {
    final List<String> all = logs.hashes(RetentionClass.LEDGER);
    try (AuditIndexer indexer =
        new AuditIndexer(database.database(), logs.directory(), Set.of(RetentionClass.LEDGER))) {
      indexer.start();
      await().atMost(SignedLogs.PATIENCE).until(() -> position().size() >= all.size());
    }
    assertRowsAreThoseOfTheLog();
    assertThat(rows()).containsAll(all);
  }

  /** As far as the index says that it goes: none missing, none twice, none beyond. */
  private void assertRowsAreThoseOfTheLog() {
    final Position reached = position();
    assertThat(reached.first()).isZero();
    assertThat(rows())
        .containsExactlyElementsOf(
            logs.hashes(RetentionClass.LEDGER).subList(0, Math.toIntExact(reached.size())));
  }

  /** In the order and the form of {@link SignedLogs#hashes}. */
  private List<String> rows() {
    return database
        .database()
        .inTransaction(
            handle ->
                handle
                    .createQuery(
                        "SELECT 'LEDGER ' || sequence || ' ' || encode(hash, 'hex')"
                            + " FROM audit.record ORDER BY sequence")
                    .mapTo(String.class)
                    .list());
  }

  private record Position(long first, long size) {}

  private Position position() {
    return database
        .database()
        .inTransaction(
            handle ->
                handle
                    .createQuery("SELECT first, size FROM audit.index_position")
                    .map((row, context) -> new Position(row.getLong(1), row.getLong(2)))
                    .findOne()
                    .orElse(new Position(0, 0)));
  }

  private boolean isWaitingForALock() {
    return count("wait_event_type = 'Lock'") > 0;
  }

  /** What a killed process left to do in the database ends with its connection. */
  private void awaitNobodyIndexes() {
    await().atMost(SignedLogs.PATIENCE).until(() -> count("TRUE") == 0);
  }

  private int count(final String condition) {
    return database
        .database()
        .inTransaction(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name = :name AND "
                            + condition)
                    .bind("name", IndexerProcess.NAME)
                    .mapTo(Integer.class)
                    .one());
  }

  private Process startProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("..", "..", "ops", "jvm", "common.args"),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            IndexerProcess.class.getName(),
            database.endpoint().jdbcUrl(),
            database.endpoint().user(),
            database.endpoint().password(),
            logs.directory().toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
