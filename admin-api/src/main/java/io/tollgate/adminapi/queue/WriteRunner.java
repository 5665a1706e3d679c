package io.tollgate.adminapi.queue;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.ApiCall;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.tollgate.adminapi.problem.ProblemMapper;
import io.tollgate.support.error.ServiceException;
import io.tollgate.support.error.UnseenWriteException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what waits in a {@link WriteQueue}, on a thread of its own: of each agent in its order, each
 * once. Where the gate or the database cannot, all wait, longer each time. Start and close by the
 * owner.
 */
public final class WriteRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteRunner.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration MIN_BACKOFF = Duration.ofSeconds(1);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final WriteQueue queue;
  private final Map<String, ApiCall> calls = new HashMap<>();
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Duration backoff = MIN_BACKOFF;

  /** How an attempt went. */
  private enum Outcome {
    ENDED,
    /** It could not be done, and so could no other. */
    ALL_WAIT,
    /** It could not be done yet; others can. */
    ONE_WAITS
  }

  /** A runner that does not run yet. */
  public WriteRunner(final WriteQueue queue, final InstantSource clock) {
    this.queue = queue;
    this.clock = clock;
    thread = new Thread(this::run, "write-queue");
    thread.setDaemon(true);
  }

  /** Says what does an operation, once for each key. Before it is started. */
  void put(final String operationId, final ApiCall onceOnly) {
    calls.put(operationId, onceOnly);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  private void run() {
    Duration pause = LOOK_EVERY;
    while (!isClosedAfter(pause)) {
      pause = tryAll() ? LOOK_EVERY : jittered();
    }
  }

  /** Between half and all of the pause, so that gates that failed together do not return so. */
  private Duration jittered() {
    final long all = backoff.toMillis();
    backoff =
        backoff.multipliedBy(2).compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff.multipliedBy(2);
    return Duration.ofMillis(all / 2 + ThreadLocalRandom.current().nextLong(all / 2 + 1));
  }

  /** False where nothing can be done just now. */
  private boolean tryAll() {
    for (final WaitingWrite write : queue.heads()) {
      if (closing.getCount() == 0) {
        return true;
      }
      try {
        if (attempt(write) == Outcome.ALL_WAIT) {
          return false;
        }
      } catch (final RuntimeException e) {
        // The queue's own file, or nobody knows what: the write stays where it is.
        LOG.error("a queued {} could not be tried", write.operationId(), e);
        queue.failed(write.id(), ApiReason.INTERNAL.name());
        return false;
      }
    }
    return true;
  }

  private Outcome attempt(final WaitingWrite write) {
    if (clock.millis() - write.queuedAtMs() > WriteQueue.MAX_WAIT.toMillis()) {
      LOG.warn("a queued {} waited too long and is given up", write.operationId());
      queue.dead(write, ApiReason.QUEUE_WAIT_TOO_LONG.name());
      return Outcome.ENDED;
    }
    final Answer answer;
    try {
      answer = calls.get(write.operationId()).answer(new CallRequest(write.request()));
    } catch (final UnseenWriteException unseen) {
      queue.done(write, new JsonObject().put("position", unseen.position()));
      return Outcome.ENDED;
    } catch (final ServiceException | ProblemException refused) {
      return refused(write, ProblemMapper.of(refused, true));
    }
    backoff = MIN_BACKOFF;
    queue.done(write, answer.body());
    return Outcome.ENDED;
  }

  private Outcome refused(final WaitingWrite write, final Problem problem) {
    if (problem.reason().equals(ApiReason.IDEMPOTENCY_IN_PROGRESS.name())) {
      queue.failed(write.id(), problem.reason());
      return Outcome.ONE_WAITS;
    }
    if (problem.isTransient()) {
      queue.failed(write.id(), problem.reason());
      return Outcome.ALL_WAIT;
    }
    LOG.warn("a queued {} was refused: {}", write.operationId(), problem.reason());
    queue.dead(write, problem.reason());
    return Outcome.ENDED;
  }

  private boolean isClosedAfter(final Duration pause) {
    try {
      return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP_TIMEOUT.toMillis());
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
