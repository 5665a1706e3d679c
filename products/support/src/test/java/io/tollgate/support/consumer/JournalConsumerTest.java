package io.tollgate.support.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.StaleReadException;
import io.tollgate.support.testing.TestDatabase;
import io.tollgate.support.testing.TestFiles;
import io.tollgate.support.testing.TestJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class JournalConsumerTest {
  private static final long START_NS = 1_790_000_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CheckedEncoder checked = new CheckedEncoder();
  private final NotingProjection projection = new NotingProjection();
  private TestDatabase database;
  private ReadPosition readPosition;
  private Path root;
  private Path directory;
  private TestJournal journal;

  @BeforeEach
  void open() throws IOException {
    database = new TestDatabase();
    database.database().migrate(NotingProjection.SCHEMA, NotingProjection.MIGRATION);
    readPosition = new ReadPosition(database.database(), NotingProjection.SCHEMA);
    root = TestFiles.newDirectory("consumer-test-");
    directory = root.resolve("journal");
    journal = new TestJournal(directory, START_NS);
  }

  @AfterEach
  void close() {
    journal.close();
    database.close();
    TestFiles.delete(root);
  }

  @Test
  void shouldApplyEveryRecordOnceAndGoOnAfterARestart() {
    appendChecks(300, 7);
    try (JournalConsumer consumer = start(directory)) {
      assertThat(readPosition.await(300, PATIENCE)).isEqualTo(300);
      assertThat(consumer.status().state()).isEqualTo(ConsumerState.RUNNING);
    }
    appendChecks(200, 5);
    try (JournalConsumer consumer = start(directory)) {
      readPosition.await(500, PATIENCE);
      await().atMost(PATIENCE).until(() -> consumer.status().appliedRecords() == 200);
    }
    assertThat(noted()).isEqualTo(positionsTo(500));
  }

  @Test
  void shouldLeaveNothingBehindOfATransactionThatFailed() {
    projection.failuresLeft.set(3);
    appendChecks(100, 10);
    try (JournalConsumer consumer = start(directory)) {
      readPosition.await(100, PATIENCE);
      assertThat(consumer.status().failures()).isEqualTo(3);
      assertThat(consumer.status().lastFailure()).contains("asked to fail");
    }
    assertThat(noted()).isEqualTo(positionsTo(100));
  }

  @Test
  void shouldTakeItsOutputBackWhereItsPositionCannotBeWritten() {
    execute(
        "CREATE FUNCTION noted.refuse() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'no position today'; END $$");
    execute(
        "CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON noted.consumer_position"
            + " FOR EACH ROW EXECUTE FUNCTION noted.refuse()");
    appendChecks(100, 10);
    try (JournalConsumer consumer = start(directory)) {
      await().atMost(PATIENCE).until(() -> consumer.status().failures() >= 2);
      assertThat(noted()).isEmpty();
      execute("DROP TRIGGER refuse ON noted.consumer_position");
      readPosition.await(100, PATIENCE);
    }
    assertThat(noted()).isEqualTo(positionsTo(100));
  }

  @Test
  void shouldGoOnAfterTheDatabaseCutItsConnections() {
    try (JournalConsumer consumer = start(directory)) {
      for (int i = 1; i <= 5; i++) {
        appendChecks(20, 3);
        awaitNoted(20 * i);
        database.cutConnections();
      }
      appendChecks(20, 3);
      awaitNoted(120);
      await().atMost(PATIENCE).until(() -> consumer.status().position() == 120);
    }
    assertThat(noted()).isEqualTo(positionsTo(120));
  }

  @Test
  void shouldCatchUpWithoutLossOrDoubleWhenItsTableWasLocked() throws SQLException {
    appendChecks(100, 10);
    try (JournalConsumer consumer = start(directory);
        Connection other =
            DriverManager.getConnection(
                database.endpoint().jdbcUrl(),
                database.endpoint().user(),
                database.endpoint().password());
        Statement statement = other.createStatement()) {
      awaitNoted(100);
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE noted.noted IN ACCESS EXCLUSIVE MODE");
      // Whoever writes the journal does not wait for it.
      appendChecks(20_000, 100);
      assertThat(consumer.status().position()).isEqualTo(100);
      other.rollback();
      readPosition.await(20_100, PATIENCE);
      assertThat(consumer.status().failures()).isZero();
    }
    assertThat(noted()).isEqualTo(positionsTo(20_100));
  }

  @Test
  void shouldHaveEveryEffectExactlyOnceHoweverOftenItIsKilled() throws Exception {
    long appended = 0;
    for (int kill = 0; kill < 4; kill++) {
      final Process process = startProcess();
      try {
        final long seen = appended;
        for (int i = 0; i < 40; i++) {
          appendChecks(100, 9);
          appended += 100;
        }
        readPosition.await(seen + 500, PATIENCE);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    try (JournalConsumer consumer = start(directory)) {
      readPosition.await(appended, PATIENCE);
      assertThat(consumer.status().failures()).isZero();
    }
    assertThat(noted()).isEqualTo(positionsTo(appended));
  }

  @Test
  void shouldSaySoWhereTheJournalEndsBeforeTheReadModel() {
    appendChecks(50, 10);
    applyTo(50);
    final Path shorter = root.resolve("shorter");
    try (TestJournal lost = new TestJournal(shorter, START_NS)) {
      lost.append(check(1));
      try (JournalConsumer consumer = start(shorter)) {
        await().until(() -> consumer.status().state() == ConsumerState.JOURNAL_BEHIND);
        assertThat(consumer.status().lastFailure().orElseThrow())
            .contains("ends before position 50");
      }
    }
    assertThat(noted()).isEqualTo(positionsTo(50));
  }

  @Test
  void shouldSaySoWhereTheJournalHoldsAnotherRecordAtItsPosition() {
    appendChecks(50, 10);
    applyTo(50);
    final Path other = root.resolve("other");
    try (TestJournal another = new TestJournal(other, START_NS)) {
      for (int i = 1; i <= 60; i++) {
        final int count = 1_000 + i;
        another.append(check(count));
      }
      try (JournalConsumer consumer = start(other)) {
        await().until(() -> consumer.status().state() == ConsumerState.JOURNAL_BEHIND);
        assertThat(consumer.status().lastFailure().orElseThrow()).contains("is not the one");
      }
    }
    assertThat(noted()).isEqualTo(positionsTo(50));
  }

  @Test
  void shouldWaitForAJournalThatDoesNotExistYet() {
    final Path later = root.resolve("later");
    try (JournalConsumer consumer = start(later)) {
      await().until(() -> consumer.status().state() == ConsumerState.AWAITING_JOURNAL);
      try (TestJournal made = new TestJournal(later, START_NS)) {
        made.append(check(1));
        readPosition.await(1, PATIENCE);
      }
      assertThat(consumer.status().failures()).isZero();
    }
  }

  @Test
  void shouldRefuseASecondConsumerOfTheSameName() {
    appendChecks(10, 10);
    final JournalMark one = new JournalMark(10, 1, -1, START_NS);
    database
        .database()
        .inTransaction(
            handle -> {
              StoredMark.advance(handle, NotingProjection.SCHEMA, 0, one);
              return null;
            });
    assertThatThrownBy(
            () ->
                database
                    .database()
                    .inTransaction(
                        handle -> {
                          StoredMark.advance(handle, NotingProjection.SCHEMA, 4, one);
                          return null;
                        }))
        .hasMessageContaining("another consumer of noted");
  }

  @Test
  void shouldNotAnswerAReaderBeforeThePositionItAskedFor() {
    final ReadModel readModel =
        new ReadModel(database.database(), readPosition, Duration.ofMillis(50));
    assertThatThrownBy(() -> readModel.read(1, handle -> "too soon"))
        .isInstanceOfSatisfying(
            StaleReadException.class,
            ex -> {
              assertThat(ex.wantedPosition()).isEqualTo(1);
              assertThat(ex.reachedPosition()).isZero();
            });
    appendChecks(3, 3);
    try (JournalConsumer consumer = start(directory)) {
      final ReadModel patient = new ReadModel(database.database(), readPosition, PATIENCE);
      final Positioned<Long> count =
          patient.read(
              3,
              handle ->
                  handle.createQuery("SELECT count(*) FROM noted.noted").mapTo(Long.class).one());
      assertThat(count).isEqualTo(new Positioned<>(3L, 3L));
      await().atMost(PATIENCE).until(() -> consumer.status().position() == 3);
    }
  }

  private void applyTo(final long position) {
    try (JournalConsumer consumer = start(directory)) {
      readPosition.await(position, PATIENCE);
      assertThat(consumer.status().failures()).isZero();
    }
  }

  private JournalConsumer start(final Path journalDirectory) {
    final ConsumerSettings settings =
        new ConsumerSettings(
            NotingProjection.SCHEMA,
            journalDirectory,
            root.resolve("run"),
            64,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(20));
    final JournalConsumer consumer =
        new JournalConsumer(settings, database.database(), projection, readPosition);
    consumer.start();
    return consumer;
  }

  private Process startProcess() throws IOException {
    final ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("..", "..", "ops", "jvm", "common.args"),
            "-cp",
            System.getProperty("java.class.path"),
            ConsumerProcess.class.getName(),
            database.endpoint().jdbcUrl(),
            database.endpoint().user(),
            directory.toString());
    builder.environment().put("TEST_PASSWORD", database.endpoint().password());
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void appendChecks(final int count, final int batchSize) {
    for (int i = 0; i < count; i += batchSize) {
      journal.begin();
      for (int j = i; j < Math.min(count, i + batchSize); j++) {
        final long number = j;
        journal.add(check(number));
      }
      journal.end();
    }
  }

  private TestJournal.Encoding check(final long count) {
    return (buffer, offset, header) ->
        checked
            .wrapAndApplyHeader(buffer, offset, header)
            .scopeHash(0)
            .linkId(1)
            .countAfter(count)
            .agentIndex(0)
            .permission((short) 16)
            .reason((short) 0)
            .failingHop((byte) -1)
            .encodedLength();
  }

  private void awaitNoted(final int count) {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> noted().size() == count);
  }

  private void execute(final String sql) {
    database.database().inTransaction(handle -> handle.execute(sql));
  }

  private List<Long> noted() {
    return database
        .database()
        .inTransaction(
            handle ->
                handle
                    .createQuery("SELECT position FROM noted.noted ORDER BY position")
                    .mapTo(Long.class)
                    .list());
  }

  private static List<Long> positionsTo(final long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
