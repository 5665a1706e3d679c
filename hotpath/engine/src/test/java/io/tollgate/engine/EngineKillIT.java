package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.support.EngineProcess;
import io.tollgate.engine.support.ManualClock;
import io.tollgate.engine.support.RawClient;
import io.tollgate.journal.JournalReader;
import io.tollgate.journal.RecordHandler;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine's process is killed under load, again and again. Its client asks again for what was not
 * answered. In the end no decision that was answered may be lost, and none made twice.
 */
class EngineKillIT {
  private static final int KILLS = 22;
  private static final int WINDOW = 128;
  private static final long ASKED_AGAIN = 20;

  @TempDir private Path directory;

  private final Map<Long, Long> positions = new HashMap<>();
  private final Deque<Long> unanswered = new ArrayDeque<>();
  private final List<Long> answered = new ArrayList<>();
  private Random random;
  private Population people;
  private RawClient client;
  private long nextId = 1;
  private long duplicates;

  @Test
  void shouldNeitherLoseNorDoubleAnAnsweredDecision() {
    final long seed = Long.getLong("tollgate.seed", System.nanoTime());
    System.out.println("EngineKillIT: repeat with -Dtollgate.seed=" + seed);
    random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      final EngineProcess process = EngineProcess.start(directory);
      connect(process.awaitReady());
      loadFor(200 + random.nextInt(3_000));
      process.kill();
      client.close();
    }
    try (EngineProcess process = EngineProcess.start(directory)) {
      connect(process.awaitReady());
      client.await(
          () -> {
            offerUnanswered();
            return unanswered.isEmpty();
          });
      client.close();
    }
    assertThat(answered).hasSizeGreaterThan(KILLS * 200);
    assertThat(duplicates).isPositive();
    assertJournalHasEachOnce();
    assertStateIsThatOfTheJournal();
    System.out.println(
        "EngineKillIT: " + KILLS + " kills, " + answered.size() + " decisions, each once");
  }

  private void connect(final Path aeronDirectory) {
    client = new RawClient(aeronDirectory);
    if (people == null) {
      final DataDirectory data = DataDirectory.open(directory);
      people =
          new Population(
              2, new Secrets(data).rootKey(false), System.currentTimeMillis() * 1_000_000);
      people.settle(
          client.messages(),
          Chain.ofText(DataDirectory.read(data.operatorChain())),
          length -> assertThat(RawClient.reasonOf(client.askFor(length))).isEqualTo(Reason.OK));
    }
    client.listener(this::onAnswer);
    offerUnanswered();
    askAgainForSome();
  }

  private void offerUnanswered() {
    for (final long id : List.copyOf(unanswered)) {
      offer(id);
    }
  }

  /** What was answered before the kill must still be known, as the same decision. */
  private void askAgainForSome() {
    for (int i = 0; i < Math.min(ASKED_AGAIN, answered.size()); i++) {
      offer(answered.get(answered.size() - 1 - i));
    }
  }

  private void offer(final long id) {
    final int length =
        client.messages().consume(id, people.chain(1), id, 1 + id % 7, Population.PRICE);
    client.await(() -> client.offer(client.messages().buffer(), length));
  }

  private void loadFor(final int newRequests) {
    final long end = nextId + newRequests;
    while (nextId < end) {
      client.await(() -> unanswered.size() < WINDOW);
      unanswered.add(nextId);
      offer(nextId);
      nextId++;
    }
  }

  private void onAnswer(final AnswerDecoder answer) {
    assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.OK);
    final long id = answer.correlationId();
    final Long before = positions.put(id, answer.position());
    if (before == null) {
      answered.add(id);
    } else {
      assertThat(answer.position()).as("id %s is the same decision", id).isEqualTo(before);
    }
    duplicates += answer.duplicate();
    unanswered.remove(id);
  }

  private void assertJournalHasEachOnce() {
    final Map<Long, Long> journaled = new HashMap<>();
    final MessageHeaderDecoder header = new MessageHeaderDecoder();
    final ConsumedDecoder consumed = new ConsumedDecoder();
    try (JournalReader reader = JournalReader.open(directory.resolve("journal"))) {
      final RecordHandler handler =
          (position, timeNs, buffer, offset, length) -> {
            header.wrap(buffer, offset);
            if (header.templateId() == ConsumedDecoder.TEMPLATE_ID) {
              consumed.wrapAndApplyHeader(buffer, offset, header);
              assertThat(journaled.put(consumed.eventIdLow(), position)).isNull();
            }
          };
      boolean hasMore = true;
      while (hasMore) {
        hasMore = reader.poll(handler);
      }
    }
    assertThat(journaled).isEqualTo(positions);
  }

  private void assertStateIsThatOfTheJournal() {
    long units = 0;
    for (final long id : positions.keySet()) {
      units += 1 + id % 7;
    }
    final ManualClock clock = new ManualClock();
    try (SteppedEngine engine = new SteppedEngine(directory, clock, journal -> journal)) {
      assertThat(engine.dump()).isEqualTo(engine.dumpOfReplay());
      assertThat(engine.dump()).contains(" total=" + units + "\n");
    }
  }
}
