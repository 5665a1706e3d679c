package io.tollgate.adminapi.queue;

import io.tollgate.adminapi.call.SavedRequest;
import io.tollgate.adminapi.idempotency.AnswerSeal;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.tollgate.adminapi.queue.QueueRecord.Event;
import io.tollgate.adminapi.queue.WriteState.State;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.error.UnavailableException;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes that wait, on the disk before anyone is told so, and what became of those that do not wait
 * any more. What they hold is sealed. Any thread.
 */
public final class WriteQueue implements AutoCloseable {
  /** The most writes that wait. */
  public static final int MAX_WAITING = 1_000;

  /** The most bytes of writes that wait, sealed. */
  public static final long MAX_WAITING_BYTES = 16L * 1024 * 1024;

  /** How long a write is tried; less than its key is remembered, so that it is never done twice. */
  public static final Duration MAX_WAIT = Duration.ofHours(12);

  /** How many of those that ended are remembered, for as long as a key is. */
  static final int MAX_ENDED = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);
  private static final Duration ENDED_KEPT = Duration.ofHours(24);
  private static final long REWRITE_BYTES = 4L * 1024 * 1024;
  private static final int ID_BYTES = 16;

  private final QueueFile file;
  private final AnswerSeal seal;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Map<String, Ended> ended = new LinkedHashMap<>();
  private long waitingBytes;
  private long rewriteAt = REWRITE_BYTES;

  /** One that waits: its record, and how it went so far. */
  private static final class Waiting {
    private final WaitingWrite write;
    private final QueueRecord record;
    private int attempts;
    private String reason = "";

    Waiting(final WaitingWrite write, final QueueRecord record) {
      this.write = write;
      this.record = record;
    }
  }

  private record Ended(QueueRecord record, WriteState state) {}

  private WriteQueue(
      final QueueFile file,
      final AnswerSeal seal,
      final SecureRandom random,
      final InstantSource clock) {
    this.file = file;
    this.seal = seal;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Opens a queue with everything that waited. A file that is damaged, or that was sealed with
   * another key, is set aside, and the queue begins anew.
   *
   * @throws java.io.UncheckedIOException where it cannot be read or written, or is in use.
   */
  public static WriteQueue open(
      final Path path,
      final AnswerSeal seal,
      final SecureRandom random,
      final InstantSource clock) {
    try {
      return read(path, seal, random, clock);
    } catch (final IllegalStateException unreadable) {
      final Path aside = QueueFile.setAside(path, clock.millis());
      LOG.error(
          "the queue of writes cannot be read and lies in {} now; it begins anew",
          aside,
          unreadable);
      return read(path, seal, random, clock);
    }
  }

  private static WriteQueue read(
      final Path path,
      final AnswerSeal seal,
      final SecureRandom random,
      final InstantSource clock) {
    final QueueFile file = QueueFile.open(path);
    try {
      final WriteQueue queue = new WriteQueue(file, seal, random, clock);
      file.takeRecords().forEach(queue::read);
      queue.forgetOld();
      queue.rewriteIfLong();
      return queue;
    } catch (final RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void read(final QueueRecord record) {
    final JsonObject json =
        new JsonObject(
            seal.open(record.text(), context(record.type(), record.id()))
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "the queued writes were sealed with another token key")));
    if (record.type() == Event.QUEUED) {
      add(record, json);
    } else {
      final Waiting before = remove(record.id());
      ended.put(record.id(), new Ended(record, endedState(record, json, before)));
    }
  }

  private void add(final QueueRecord record, final JsonObject json) {
    final SavedRequest request = SavedRequest.ofText(json.getString("request"));
    final WaitingWrite write =
        new WaitingWrite(
            record.id(),
            json.getString("operation"),
            request.path().get("agentId"),
            record.atMs(),
            request);
    waiting.put(record.id(), new Waiting(write, record));
    waitingBytes += record.text().length();
  }

  private Waiting remove(final String id) {
    final Waiting removed = waiting.remove(id);
    if (removed != null) {
      waitingBytes -= removed.record.text().length();
    }
    return removed;
  }

  private static String context(final Event type, final String id) {
    return "queued write\n" + type + "\n" + id;
  }

  /** Whether writes of an agent wait, which no other may overtake. */
  public synchronized boolean hasWaiting(final String agentId) {
    return waiting.values().stream().anyMatch(one -> one.write.agentId().equals(agentId));
  }

  /**
   * Puts a write behind all others. It is on the disk when this returns. The same again, by its
   * caller and key, is the one that waits.
   *
   * @throws ProblemException QUEUE_FULL, or IDEMPOTENCY_KEY_REUSED.
   * @throws UnavailableException where it cannot be written down.
   */
  public synchronized WriteState offer(final String operationId, final SavedRequest request) {
    for (final Waiting one : waiting.values()) {
      if (one.write.isSameKey(request)) {
        if (one.write.isSame(operationId, request)) {
          return state(one);
        }
        throw new ProblemException(
            Problem.of(
                ApiReason.IDEMPOTENCY_KEY_REUSED,
                "this Idempotency-Key was used for another request"));
      }
    }
    final String id = newId();
    final String text =
        seal.seal(
            new JsonObject()
                .put("operation", operationId)
                .put("request", request.toText())
                .encode(),
            context(Event.QUEUED, id));
    if (waiting.size() >= MAX_WAITING || waitingBytes + text.length() > MAX_WAITING_BYTES) {
      throw new ProblemException(
          Problem.of(ApiReason.QUEUE_FULL, "too many writes wait already; ask again later"));
    }
    final QueueRecord record = new QueueRecord(Event.QUEUED, id, clock.millis(), text);
    try {
      file.append(record);
    } catch (final UncheckedIOException e) {
      throw new UnavailableException(
          Reason.UNAVAILABLE, "it could not be done, nor written down to be done later", e);
    }
    final WaitingWrite write =
        new WaitingWrite(id, operationId, request.path().get("agentId"), record.atMs(), request);
    final Waiting added = new Waiting(write, record);
    waiting.put(id, added);
    waitingBytes += text.length();
    return state(added);
  }

  private String newId() {
    final byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /** Of every agent the first that waits, oldest first. */
  synchronized List<WaitingWrite> heads() {
    final Set<String> agents = new HashSet<>();
    final List<WaitingWrite> heads = new ArrayList<>();
    for (final Waiting one : waiting.values()) {
      if (agents.add(one.write.agentId())) {
        heads.add(one.write);
      }
    }
    return heads;
  }

  /** An attempt failed, and there will be another. */
  synchronized void failed(final String id, final String reason) {
    final Waiting one = waiting.get(id);
    if (one != null) {
      one.attempts++;
      one.reason = reason;
    }
  }

  /** A write was done; on the disk when this returns. */
  void done(final WaitingWrite write, final JsonObject result) {
    end(write, Event.DONE, "", Optional.of(result));
  }

  /** A write will not be done; on the disk when this returns. */
  void dead(final WaitingWrite write, final String reason) {
    end(write, Event.DEAD, reason, Optional.empty());
  }

  private synchronized void end(
      final WaitingWrite write,
      final Event type,
      final String reason,
      final Optional<JsonObject> result) {
    final JsonObject json =
        new JsonObject()
            .put("operation", write.operationId())
            .put("agent", write.agentId())
            .put("subject", write.request().caller().subject())
            .put("queued_ms", write.queuedAtMs())
            .put("reason", reason);
    result.ifPresent(body -> json.put("result", body));
    final String text = seal.seal(json.encode(), context(type, write.id()));
    final QueueRecord record = new QueueRecord(type, write.id(), clock.millis(), text);
    file.append(record);
    final Waiting before = remove(write.id());
    ended.put(write.id(), new Ended(record, endedState(record, json, before)));
    forgetOld();
    rewriteIfLong();
  }

  private static WriteState endedState(
      final QueueRecord record, final JsonObject json, final Waiting before) {
    return new WriteState(
        record.id(),
        json.getString("operation"),
        json.getString("agent"),
        json.getString("subject"),
        record.type() == Event.DONE ? State.DONE : State.DEAD,
        Instant.ofEpochMilli(json.getLong("queued_ms")),
        before == null ? 0 : before.attempts + 1,
        json.getString("reason"),
        Optional.of(Instant.ofEpochMilli(record.atMs())),
        Optional.ofNullable(json.getJsonObject("result")));
  }

  private void forgetOld() {
    final long oldest = clock.millis() - ENDED_KEPT.toMillis();
    final Iterator<Ended> each = ended.values().iterator();
    while (each.hasNext()) {
      if (each.next().record.atMs() >= oldest && ended.size() <= MAX_ENDED) {
        return;
      }
      each.remove();
    }
  }

  private void rewriteIfLong() {
    if (file.length() < rewriteAt) {
      return;
    }
    final List<QueueRecord> kept = new ArrayList<>();
    ended.values().forEach(one -> kept.add(one.record));
    waiting.values().forEach(one -> kept.add(one.record));
    file.rewrite(kept);
    rewriteAt = 2 * file.length() + REWRITE_BYTES;
  }

  private static WriteState state(final Waiting one) {
    return new WriteState(
        one.write.id(),
        one.write.operationId(),
        one.write.agentId(),
        one.write.request().caller().subject(),
        State.WAITING,
        Instant.ofEpochMilli(one.write.queuedAtMs()),
        one.attempts,
        one.reason,
        Optional.empty(),
        Optional.empty());
  }

  /** All that wait, then those that ended, each oldest first. */
  public synchronized List<WriteState> all() {
    final List<WriteState> all = new ArrayList<>();
    waiting.values().forEach(one -> all.add(state(one)));
    ended.values().forEach(one -> all.add(one.state));
    return all;
  }

  /** One of them. */
  public synchronized Optional<WriteState> find(final String id) {
    final Waiting one = waiting.get(id);
    return one != null
        ? Optional.of(state(one))
        : Optional.ofNullable(ended.get(id)).map(Ended::state);
  }

  /** How many there are of a kind. */
  public synchronized long count(final State state) {
    return state == State.WAITING
        ? waiting.size()
        : ended.values().stream().filter(one -> one.state.state() == state).count();
  }

  /** How many files lie aside because they could not be read. */
  public long filesAside() {
    return file.countAside();
  }

  /** How long the oldest that waits has waited. */
  public synchronized Duration oldestWait() {
    return waiting.values().stream()
        .findFirst()
        .map(one -> Duration.ofMillis(Math.max(0, clock.millis() - one.write.queuedAtMs())))
        .orElse(Duration.ZERO);
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
