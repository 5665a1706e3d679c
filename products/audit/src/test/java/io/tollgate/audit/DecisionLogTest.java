package io.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.audit.flow.Retention;
import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.AgentId;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.consumer.JournalConsumer;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.testing.TestDatabase;
import io.tollgate.support.testing.TestFiles;
import io.tollgate.support.testing.TestJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DecisionLogTest {
  private static final long START_NS = 1_790_000_000_000_000_000L;
  private static final PageRequest FIRST = PageRequest.first();

  private TestDatabase database;
  private Path root;
  private TestJournal journal;
  private DecisionLog log;
  private JournalConsumer consumer;

  @BeforeEach
  void open() throws IOException {
    database = new TestDatabase();
    root = TestFiles.newDirectory("audit-test-");
    journal = new TestJournal(root.resolve("journal"), START_NS);
    final AuditProduct product = new AuditProduct(database.database());
    log = product.decisionLog(Duration.ofSeconds(30));
    consumer = product.consumer(root.resolve("journal"), Retention.DEFAULT);
    consumer.start();
  }

  @AfterEach
  void close() {
    consumer.close();
    journal.close();
    database.close();
    TestFiles.delete(root);
  }

  @Test
  void shouldTellOfACheckWhoAskedForWhatAndWhereItFailed() {
    journal.append(TestRecords.registered(4));
    journal.append(TestRecords.permission(16, "llm:call"));
    final long position = journal.append(TestRecords.checked(4, Reason.AGENT_SUSPENDED, 2));

    assertThat(newest(position))
        .isEqualTo(
            new Decision(
                position,
                Instant.ofEpochSecond(0, journal.timeNs()),
                DecisionKind.CHECK,
                false,
                Reason.AGENT_SUSPENDED,
                Optional.of(TestRecords.agentId(4)),
                Optional.of(2),
                1,
                Optional.of(
                    new RequestDetail(
                        Optional.of(9L),
                        Optional.of("llm:call"),
                        77,
                        Optional.empty(),
                        0,
                        0,
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty()));
  }

  @Test
  void shouldTellOfAUseItsAmountsAndItsCostInTheCurrencyOfThatTime() {
    journal.append(TestRecords.price(7, TestRecords.USD));
    final long inDollars = journal.append(TestRecords.consumed(4, 7));
    journal.append(TestRecords.price(7, 978));
    final long inEuros = journal.append(TestRecords.consumed(4, 7));

    final RequestDetail use = newest(inEuros).request().orElseThrow();
    assertThat(use.currency()).contains(Currency.getInstance("EUR"));
    assertThat(use.amount()).isEqualTo(1_000);
    assertThat(use.outputAmount()).isEqualTo(200);
    assertThat(use.costNano()).isEqualTo(12_345);
    assertThat(use.priceId()).isEqualTo(7);
    assertThat(use.resource()).contains("llm.tokens");
    assertThat(use.permission()).contains("#16");
    assertThat(use.eventId()).contains("00000000000012340000000000005678");
    assertThat(
            all(DecisionFilter.all()).stream().filter(d -> d.position() == inDollars).findFirst())
        .get()
        .extracting(decision -> decision.request().orElseThrow().currency().orElseThrow())
        .isEqualTo(Currency.getInstance("USD"));
  }

  @Test
  void shouldTellHowAReservationBeganAndEnded() {
    final long reserved = journal.append(TestRecords.reserved(4));
    final long committed = journal.append(TestRecords.settled(4, Operation.COMMIT));
    final long expired = journal.append(TestRecords.settled(4, Operation.EXPIRE));

    final List<Decision> decisions = page(DecisionFilter.all(), expired).items();
    assertThat(decisions)
        .extracting(Decision::position)
        .containsExactly(expired, committed, reserved);
    assertThat(decisions)
        .extracting(Decision::kind)
        .containsExactly(DecisionKind.EXPIRE, DecisionKind.COMMIT, DecisionKind.RESERVE);
    assertThat(decisions).allMatch(Decision::allowed);
    assertThat(decisions.get(1).request().orElseThrow().amount()).isEqualTo(40);
    assertThat(decisions.get(2).request().orElseThrow().resource()).contains("memory.gb_hours");
  }

  @Test
  void shouldTellWhatWouldHaveFitAndWhatWasSentInPlaceOfAResource() {
    final long some = journal.append(TestRecords.denied(4, Reason.DAY_QUOTA_EXCEEDED, 6));
    final RequestDetail request = newest(some).request().orElseThrow();
    assertThat(request.fitting()).contains(6L);
    assertThat(request.amount()).isEqualTo(-5);
    assertThat(request.resource()).contains("#200");
    final long none = journal.append(TestRecords.denied(4, Reason.AMOUNT_INVALID, -1));
    assertThat(newest(none).request().orElseThrow().fitting()).isEmpty();
  }

  @Test
  void shouldTellWhichCommandWasRefusedAndOnWhoseBehalfItCame() {
    journal.append(TestRecords.registered(4));
    final AgentId subject = TestRecords.agentId(9);
    final long about =
        journal.append(TestRecords.commandRefused(4, subject, Reason.NOT_AUTHORIZED));
    final Decision refused = newest(about);
    assertThat(refused.kind()).isEqualTo(DecisionKind.COMMAND);
    assertThat(refused.agent()).contains(TestRecords.agentId(4));
    assertThat(refused.command())
        .contains(new CommandDetail("SetQuota", Optional.of(subject), "mallory"));
    assertThat(refused.request()).isEmpty();
  }

  @Test
  void shouldShowSummedRefusalsOneForEachReason() {
    final long position = journal.append(TestRecords.unattributed());
    final List<Decision> decisions = page(DecisionFilter.all(), position).items();
    assertThat(decisions)
        .extracting(Decision::reason)
        .containsExactly(Reason.MALFORMED, Reason.TAG_INVALID);
    assertThat(decisions).extracting(Decision::count).containsExactly(3L, 1_000L);
    assertThat(decisions).allMatch(decision -> decision.agent().isEmpty() && !decision.allowed());
  }

  @Test
  void shouldPassOverWhatIsNoDecision() {
    journal.append(TestRecords.engineStarted());
    final long position = journal.append(TestRecords.registered(1));
    assertThat(page(DecisionFilter.all(), position).items()).isEmpty();
  }

  @Test
  void shouldPageThroughEverythingOnceWithoutMissingWhatShareAPosition() {
    journal.begin();
    for (int i = 0; i < 25; i++) {
      journal.add(TestRecords.unattributed());
    }
    journal.end();
    final List<String> seen = new ArrayList<>();
    PageRequest request = new PageRequest(Optional.empty(), 7);
    boolean isMore = true;
    while (isMore) {
      final Page<Decision> page = log.query(DecisionFilter.all(), request, 25).value();
      page.items().forEach(item -> seen.add(item.position() + " " + item.reason()));
      isMore = page.nextCursor().isPresent();
      request = isMore ? request.at(page.nextCursor().get()) : request;
    }
    assertThat(seen)
        .hasSize(50)
        .doesNotHaveDuplicates()
        .startsWith("25 MALFORMED", "25 TAG_INVALID");
  }

  @Test
  void shouldFindByAgentReasonDecisionAndTime() {
    journal.append(TestRecords.registered(0));
    journal.append(TestRecords.registered(1));
    final List<Instant> times = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      journal.advance(Duration.ofMillis(400).toNanos());
      final Reason reason = i % 4 == 3 ? Reason.PERMISSION_NOT_GRANTED : Reason.OK;
      journal.append(TestRecords.checked(i % 2, reason, reason == Reason.OK ? -1 : 0));
      times.add(Instant.ofEpochSecond(0, journal.timeNs()));
    }
    page(DecisionFilter.all(), 42);
    final Optional<AgentId> one = Optional.of(TestRecords.agentId(1));

    assertThat(positions(filter(one, null, null, null, null)))
        .isEqualTo(
            LongStream.range(0, 40)
                .map(i -> 39 - i)
                .filter(i -> i % 2 == 1)
                .map(i -> i + 3)
                .boxed()
                .toList());
    assertThat(positions(filter(Optional.empty(), null, null, false, null))).hasSize(10);
    assertThat(positions(filter(one, null, null, true, null))).hasSize(10);
    assertThat(positions(filter(one, null, null, null, Reason.PERMISSION_NOT_GRANTED))).hasSize(10);
    assertThat(positions(filter(Optional.empty(), null, null, null, Reason.TAG_INVALID))).isEmpty();
    assertThat(positions(filter(Optional.of(TestRecords.agentId(8)), null, null, null, null)))
        .isEmpty();
    for (int from = 0; from < 40; from += 7) {
      for (int to = from; to < 40; to += 5) {
        final long lowest = from + 3L;
        final long highest = to + 2L;
        assertThat(positions(filter(Optional.empty(), times.get(from), times.get(to), null, null)))
            .isEqualTo(
                LongStream.rangeClosed(lowest, highest)
                    .map(position -> highest - (position - lowest))
                    .boxed()
                    .toList());
      }
    }
  }

  @Test
  void shouldRefuseACursorThatWasNeverGivenOut() {
    for (final String cursor : List.of("", "!", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OTkuMA")) {
      final PageRequest request = new PageRequest(Optional.of(cursor), 10);
      assertThatThrownBy(() -> log.query(DecisionFilter.all(), request, 0))
          .isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void shouldRefuseATimeThatEndsBeforeItBegins() {
    assertThatThrownBy(
            () -> filter(Optional.empty(), Instant.EPOCH.plusSeconds(1), Instant.EPOCH, null, null))
        .isInstanceOf(InvalidRequestException.class);
  }

  private static DecisionFilter filter(
      final Optional<AgentId> agent,
      final Instant from,
      final Instant to,
      final Boolean allowed,
      final Reason reason) {
    return new DecisionFilter(
        agent,
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        Optional.ofNullable(allowed),
        Optional.ofNullable(reason));
  }

  private Page<Decision> page(final DecisionFilter filter, final long atLeastPosition) {
    return log.query(filter, FIRST, atLeastPosition).value();
  }

  private List<Decision> all(final DecisionFilter filter) {
    return page(filter, 0).items();
  }

  private List<Long> positions(final DecisionFilter filter) {
    return all(filter).stream().map(Decision::position).toList();
  }

  private Decision newest(final long atLeastPosition) {
    return page(DecisionFilter.all(), atLeastPosition).items().get(0);
  }
}
