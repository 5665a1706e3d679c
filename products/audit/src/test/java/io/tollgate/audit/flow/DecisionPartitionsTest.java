package io.tollgate.audit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.audit.AuditProduct;
import io.tollgate.support.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DecisionPartitionsTest {
  private static final long SIZE = DecisionPartitions.SIZE;
  private static final Duration LONG = Duration.ofDays(1_000);
  private static final long START_NS = 1_790_000_000_000_000_000L;

  private TestDatabase database;

  @BeforeEach
  void open() {
    database = new TestDatabase();
    assertThat(new AuditProduct(database.database())).isNotNull();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldMakeAPlaceForEveryRowOfATransactionThatCrossesPartitions() {
    final DecisionPartitions partitions = loaded(new Retention(100 * SIZE, LONG));
    cover(partitions, 1, 2 * SIZE + 5, START_NS);
    for (final long position : List.of(1L, SIZE - 1, SIZE, 2 * SIZE + 5)) {
      insert(position);
    }
    assertThat(tables()).containsExactly("decision_0", "decision_1", "decision_2");
  }

  @Test
  void shouldDropWhatIsMoreThanIsKept() {
    final DecisionPartitions partitions = loaded(new Retention(2 * SIZE, LONG));
    for (int number = 0; number < 6; number++) {
      cover(partitions, number * SIZE, number * SIZE + 10, START_NS);
      mark(number * SIZE + 10, START_NS);
    }
    assertThat(tables()).containsExactly("decision_3", "decision_4", "decision_5");
    assertThat(marks()).isEqualTo(3);
  }

  @Test
  void shouldDropWhatIsOlderThanIsKept() {
    final DecisionPartitions partitions = loaded(new Retention(100 * SIZE, Duration.ofDays(3)));
    for (int day = 0; day < 7; day++) {
      final long timeNs = START_NS + Duration.ofDays(day).toNanos();
      cover(partitions, day * SIZE, day * SIZE + 10, timeNs);
      mark(day * SIZE + 10, timeNs);
      mark((day + 1) * SIZE - 1, timeNs + 1);
    }
    assertThat(tables())
        .containsExactly("decision_2", "decision_3", "decision_4", "decision_5", "decision_6");
  }

  @Test
  void shouldGoOnWithThePartitionsThatAnEarlierProcessMade() {
    final Retention retention = new Retention(100 * SIZE, LONG);
    cover(loaded(retention), 1, SIZE + 1, START_NS);
    final DecisionPartitions later = loaded(retention);
    cover(later, SIZE + 2, 2 * SIZE + 1, START_NS);
    insert(SIZE + 2);
    insert(2 * SIZE + 1);
    assertThat(tables()).containsExactly("decision_0", "decision_1", "decision_2");
  }

  private DecisionPartitions loaded(final Retention retention) {
    final DecisionPartitions partitions = new DecisionPartitions(retention);
    inTransaction(partitions::load);
    return partitions;
  }

  private void cover(
      final DecisionPartitions partitions, final long first, final long last, final long timeNs) {
    inTransaction(handle -> partitions.cover(handle, first, last, timeNs));
  }

  private void insert(final long position) {
    inTransaction(
        handle ->
            handle.execute(
                "INSERT INTO audit.decision (position, part, time_ns, kind, reason) VALUES (?, 0, 1, 1, 0)",
                position));
  }

  private void mark(final long position, final long timeNs) {
    inTransaction(
        handle -> handle.execute("INSERT INTO audit.time_mark VALUES (?, ?)", position, timeNs));
  }

  private long marks() {
    return database
        .database()
        .inTransaction(
            handle ->
                handle.createQuery("SELECT count(*) FROM audit.time_mark").mapTo(Long.class).one());
  }

  private List<String> tables() {
    return database
        .database()
        .inTransaction(
            handle ->
                handle
                    .createQuery(
                        "SELECT relname FROM pg_class WHERE relname ~ '^decision_[0-9]+$' ORDER BY 1")
                    .mapTo(String.class)
                    .list());
  }

  private void inTransaction(final java.util.function.Consumer<Handle> work) {
    database
        .database()
        .inTransaction(
            handle -> {
              work.accept(handle);
              return null;
            });
  }
}
