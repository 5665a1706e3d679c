package io.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.event.HoldPlaced;
import io.tollgate.audit.index.AuditIndexer;
import io.tollgate.audit.index.IndexState;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.audit.store.SqlAuditSearch;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.UnavailableException;
import io.tollgate.support.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real journal, real signed logs, a real PostgreSQL. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class AuditSearchTest {
  private static final Set<RetentionClass> CHOSEN =
      Set.of(RetentionClass.LEDGER, RetentionClass.RUNTIME, RetentionClass.MESSAGING);
  private static final int MESSAGING = 8;
  private static final int RUNTIME = 7;

  private TestDatabase database;
  private SignedLogs logs;
  private SqlAuditSearch search;
  private AuditIndexer indexer;

  @BeforeEach
  void open() {
    open(Duration.ZERO);
  }

  private void open(final Duration age) {
    database = new TestDatabase();
    search = new AuditProduct(database.database()).search(SignedLogs.PATIENCE);
    logs = new SignedLogs(age);
    logs.journal.append(TestRecords.registered(4));
    startIndexer();
  }

  private void startIndexer() {
    indexer = new AuditIndexer(database.database(), logs.directory(), CHOSEN);
    indexer.start();
  }

  @AfterEach
  void close() {
    indexer.close();
    logs.close();
    database.close();
  }

  @Test
  void shouldHaveEachRecordOnceHoweverOftenEitherSideIsCutOff() {
    long last = 0;
    for (int round = 0; round < 8; round++) {
      last = logs.append(37);
      last = logs.journal.append(SignedLogs.event(RUNTIME, 1, SignedLogs.bytes("x"), "bob"));
      if (round % 3 == 0) {
        database.cutConnections();
      } else if (round % 3 == 1) {
        indexer.close();
        logs.restart();
        startIndexer();
      } else {
        awaitIndexed(last - 20);
      }
    }
    awaitIndexed(last);

    assertThat(all(AuditFilter.all(), 50).stream().map(SignedLogs::hash))
        .containsExactlyInAnyOrderElementsOf(
            logs.hashes(RetentionClass.LEDGER, RetentionClass.RUNTIME, RetentionClass.MESSAGING));
  }

  @Test
  void shouldFindByEveryFieldAndByWords() {
    logs.append(5);
    logs.journal.append(SignedLogs.event(RUNTIME, 9, SignedLogs.bytes("x"), "bob"));
    logs.append(new HoldPlaced(RetentionClass.GATE, 1, 2, "case-7"));
    awaitIndexed(logs.append(1));

    assertThat(types(filter("agent", "05".repeat(32)))).contains("gate.consumed");
    assertThat(types(filter("event", "gate.consumed"))).hasSize(6);
    assertThat(types(filter("product", "AUDIT"))).contains("audit.hold-ordered", "audit.key-epoch");
    assertThat(types(filter("resource", "hold/gate/case-7"))).containsExactly("audit.hold-ordered");
    assertThat(types(filter("action", "register"))).containsExactly("agent.registered");
    assertThat(types(filter("log", "RUNTIME"))).contains("runtime.event-9");
    assertThat(types(filter("words", "case-7 -release"))).containsExactly("audit.hold-ordered");
    assertThat(types(filter("words", "\"agent 4\""))).containsExactly("agent.registered");
    assertThat(types(filter("words", "no-such-word-here"))).isEmpty();
    final Instant time = all(filter("words", "case-7"), 10).get(0).time();
    final AuditFilter then =
        new AuditFilter(
            Optional.empty(),
            Optional.of(AuditSource.GATE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(time),
            Optional.of(time.plusSeconds(1)),
            Optional.empty());
    assertThat(types(then)).containsExactly("gate.consumed");
  }

  @Test
  void shouldShowEveryRowOnceWhilePagesAreReadAndOthersCome() {
    awaitIndexed(logs.append(200));
    final List<FoundRecord> before = all(AuditFilter.all(), 1000);
    final Random random = new Random(7);
    for (int round = 0; round < 5; round++) {
      final List<FoundRecord> seen = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        final Page<FoundRecord> page =
            search
                .search(AuditFilter.all(), new PageRequest(cursor, 1 + random.nextInt(60)), 0)
                .value();
        seen.addAll(page.items());
        cursor = page.nextCursor();
        logs.append(3);
      } while (cursor.isPresent());
      assertThat(seen).doesNotHaveDuplicates().containsAll(before);
      assertThat(seen)
          .isSortedAccordingTo(
              Comparator.comparing(FoundRecord::time)
                  .thenComparing(FoundRecord::log)
                  .thenComparing(FoundRecord::sequence)
                  .reversed());
    }
  }

  @Test
  void shouldTellAWatcherOfEachNewRecordOnce() {
    awaitIndexed(logs.append(10));
    NewRecords news = search.since(AuditFilter.all(), Optional.empty(), 10);
    assertThat(news.items()).isEmpty();
    final List<String> seen = new ArrayList<>();
    final Set<FoundRecord> before = new HashSet<>(all(AuditFilter.all(), 1000));
    long last = 0;
    for (int round = 0; round < 10; round++) {
      last = logs.append(11);
      news = search.since(AuditFilter.all(), Optional.of(news.cursor()), 7);
      news.items().forEach(found -> seen.add(SignedLogs.hash(found)));
    }
    awaitIndexed(last);
    do {
      news = search.since(AuditFilter.all(), Optional.of(news.cursor()), 7);
      news.items().forEach(found -> seen.add(SignedLogs.hash(found)));
    } while (news.isMore());

    assertThat(seen)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            all(AuditFilter.all(), 1000).stream()
                .filter(found -> !before.contains(found))
                .map(SignedLogs::hash)
                .toList());
  }

  @Test
  void shouldKeepOutWhatIsSealed() {
    logs.journal.append(SignedLogs.event(MESSAGING, 1, SignedLogs.bytes("secretwords"), "mallory"));
    awaitIndexed(
        logs.journal.append(SignedLogs.event(1, 8, SignedLogs.bytes("ownername"), "mallory")));

    final String rows =
        database
            .database()
            .inTransaction(
                handle ->
                    String.join(
                        "\n",
                        handle
                            .createQuery("SELECT r::text FROM audit.record r")
                            .mapTo(String.class)
                            .list()));
    assertThat(rows)
        .contains("messaging.event-1", "identity.event-8")
        .doesNotContain("secretwords", "ownername", "mallory", hex("secretwords"), hex("ownername"))
        .doesNotContain(hex("mallory"));
  }

  private static String hex(final String text) {
    return java.util.HexFormat.of().formatHex(SignedLogs.bytes(text));
  }

  @Test
  void shouldStopAndSaySoWhereTheLogIsNotTheOneThatWasIndexed() {
    awaitIndexed(logs.append(40));
    indexer.close();
    final long before = rows();
    logs.beginAnew();
    logs.journal.append(TestRecords.registered(4));
    logs.awaitSigned(logs.append(90));
    startIndexer();

    awaitState(RetentionClass.LEDGER, IndexState.LOG_CHANGED);
    assertThat(rows()).isEqualTo(before);
    await()
        .atMost(SignedLogs.PATIENCE)
        .until(
            () ->
                search.indexed().stream()
                    .anyMatch(it -> it.failure().orElse("").contains("audit log ledger")));
  }

  @Test
  void shouldStopWhereTheIndexIsAheadOfTheLog() {
    awaitIndexed(logs.append(40));
    indexer.close();
    logs.beginAnew();
    logs.awaitSigned(logs.append(3));
    startIndexer();

    awaitState(RetentionClass.LEDGER, IndexState.LOG_CHANGED);
  }

  @Test
  void shouldBuildTheIndexAnewWhereItsRowsAreLost() {
    awaitIndexed(logs.append(40));
    indexer.close();
    database.database().inTransaction(handle -> handle.execute("TRUNCATE audit.record"));
    final long last = logs.append(5);
    startIndexer();
    awaitIndexed(last);
    await()
        .atMost(SignedLogs.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(all(AuditFilter.all(), 1000).stream().map(SignedLogs::hash))
                    .containsExactlyInAnyOrderElementsOf(
                        logs.hashes(
                            RetentionClass.LEDGER,
                            RetentionClass.RUNTIME,
                            RetentionClass.MESSAGING)));
  }

  @Test
  void shouldTakeOutWhatTheLogPruned() {
    close();
    open(Duration.ofDays(400));
    for (int i = 0; i < 40; i++) {
      logs.journal.append(SignedLogs.event(MESSAGING, 1, SignedLogs.bytes("x"), "bob"));
    }
    awaitIndexed(logs.append(1));
    final List<FoundRecord> before = all(filter("log", "MESSAGING"), 1000);
    indexer.close();
    // The recorder looks for what is past retention when it starts.
    logs.restart();
    await()
        .atMost(SignedLogs.PATIENCE)
        .until(() -> logs.records(RetentionClass.MESSAGING).get(0).sequence() > 0);
    startIndexer();

    await()
        .atMost(SignedLogs.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(all(filter("log", "MESSAGING"), 1000).stream().map(SignedLogs::hash))
                    .containsExactlyInAnyOrderElementsOf(logs.hashes(RetentionClass.MESSAGING)));
    assertThat(before).extracting(FoundRecord::sequence).contains(0L);
  }

  @Test
  void shouldRefuseCursorsWordsAndLogsThatAreNone() {
    awaitIndexed(logs.append(1));
    Stream.of("", "!", "MTIz", "LTEuMS4x", "OTk5OTk5OTk5OTk5OTk5OTk5OS4xLjE", "w6kuMS4x")
        .forEach(
            cursor -> {
              final PageRequest page = new PageRequest(Optional.of(cursor), 10);
              assertThatThrownBy(() -> search.search(AuditFilter.all(), page, 0))
                  .isInstanceOf(InvalidRequestException.class);
              assertThatThrownBy(() -> search.since(AuditFilter.all(), page.cursor(), 10))
                  .isInstanceOf(InvalidRequestException.class);
            });
    assertThatThrownBy(() -> all(filter("words", " -- \" "), 10))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> filter("words", "x".repeat(257)))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> all(filter("log", "GATE"), 10))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("/v1/decisions");
  }

  /** Asks again where the connection that it was given had just been cut. */
  private void awaitIndexed(final long position) {
    await()
        .atMost(SignedLogs.PATIENCE)
        .ignoreExceptionsInstanceOf(UnavailableException.class)
        .until(() -> search.search(AuditFilter.all(), PageRequest.first(), position) != null);
  }

  private void awaitState(final RetentionClass log, final IndexState state) {
    await()
        .atMost(SignedLogs.PATIENCE)
        .until(
            () -> indexer.status().stream().anyMatch(it -> it.log() == log && it.state() == state));
  }

  private long rows() {
    return database
        .database()
        .inTransaction(
            handle ->
                handle.createQuery("SELECT count(*) FROM audit.record").mapTo(Long.class).one());
  }

  private List<String> types(final AuditFilter filter) {
    return all(filter, 1000).stream().map(FoundRecord::eventType).toList();
  }

  private List<FoundRecord> all(final AuditFilter filter, final int limit) {
    final List<FoundRecord> all = new ArrayList<>();
    PageRequest request = new PageRequest(Optional.empty(), limit);
    while (true) {
      final Page<FoundRecord> page = search.search(filter, request, 0).value();
      all.addAll(page.items());
      if (page.nextCursor().isEmpty()) {
        return all;
      }
      request = request.at(page.nextCursor().get());
    }
  }

  private static AuditFilter filter(final String field, final String value) {
    final Optional<String> text = Optional.of(value);
    return new AuditFilter(
        text.filter(it -> "log".equals(field)).map(RetentionClass::valueOf),
        text.filter(it -> "product".equals(field)).map(AuditSource::valueOf),
        text.filter(it -> "event".equals(field)),
        text.filter(it -> "agent".equals(field)).map(io.tollgate.support.AgentId::ofHex),
        text.filter(it -> "resource".equals(field)),
        text.filter(it -> "action".equals(field)),
        Optional.empty(),
        Optional.empty(),
        text.filter(it -> "words".equals(field)));
  }
}
