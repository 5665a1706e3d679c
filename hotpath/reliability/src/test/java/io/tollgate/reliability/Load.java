package io.tollgate.reliability;

import io.tollgate.client.EventId;
import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateRequest;
import io.tollgate.client.GateRequest.Check;
import io.tollgate.client.GateRequest.Commit;
import io.tollgate.client.GateRequest.Consume;
import io.tollgate.client.GateRequest.Release;
import io.tollgate.client.GateRequest.Reserve;
import io.tollgate.client.GateRequest.Use;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.ResourceType;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Random requests at a rate, each until it is answered; no more than a window of them at a time.
 * Latencies count from when a request was due, whether or not it could be sent then.
 */
final class Load {
  static final long EVENT_ID_HIGH = 7;

  private static final int WINDOW = 64;
  private static final long MAX_LIFETIME_MS = 2_000;

  /** What was answered so many answers ago is asked again now and then: it must still be known. */
  private static final int ASKED_AGAIN_AFTER = 1_000;

  private static final int ASKED_AGAIN_ONE_IN = 20;

  /** Nothing was decided: ask again. */
  private static final Set<Reason> NO_DECISION =
      EnumSet.of(Reason.UNAVAILABLE, Reason.TIMEOUT, Reason.OVERLOADED, Reason.JOURNAL_UNAVAILABLE);

  private final TollgateClient client;
  private final Chain[] chains;
  private final Random random;
  private final long intervalNs;
  private final Semaphore window = new Semaphore(WINDOW);
  private final Recorder latencies = new Recorder(TimeUnit.HOURS.toNanos(1), 3);
  private final DataOutputStream outcomes;
  private final Queue<Question> answered = new ArrayBlockingQueue<>(ASKED_AGAIN_AFTER);
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean isStopped;
  private volatile boolean isAbandoned;
  private volatile Throwable failure;
  private long nextId;

  /** What is asked, without the answer. */
  private record Question(
      Operation operation, int leaf, long id, long amount, long outputAmount, long lifetimeMs) {}

  Load(
      final TollgateClient client,
      final Chain[] chains,
      final int number,
      final long seed,
      final long requestsASecond,
      final DataOutputStream outcomes) {
    this.client = client;
    this.outcomes = outcomes;
    this.chains = chains.clone();
    this.random = new Random(seed + number);
    this.intervalNs = TimeUnit.SECONDS.toNanos(1) / requestsASecond;
    this.nextId = (number + 1L) << 48;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Asks nothing new, and waits until all is answered. */
  void stop() throws InterruptedException {
    isStopped = true;
    thread.join();
    if (!window.tryAcquire(WINDOW, 1, TimeUnit.MINUTES)) {
      throw new IllegalStateException(
          "there is no answer for " + (WINDOW - window.availablePermits()), failure);
    }
  }

  /** Asks nothing again that was refused for want of a gate. */
  void abandon() {
    isStopped = true;
    isAbandoned = true;
  }

  /** The latencies since this was asked last: count, p50, p99, p99.9 and the longest, ns. */
  String phase() {
    final Histogram interval = latencies.getIntervalHistogram();
    return interval.getTotalCount()
        + " "
        + interval.getValueAtPercentile(50)
        + " "
        + interval.getValueAtPercentile(99)
        + " "
        + interval.getValueAtPercentile(99.9)
        + " "
        + interval.getMaxValue();
  }

  private void run() {
    long dueAtNs = System.nanoTime();
    while (!isStopped) {
      final long waitNs = dueAtNs - System.nanoTime();
      if (waitNs > 0) {
        LockSupport.parkNanos(waitNs);
      } else {
        window.acquireUninterruptibly();
        ask(nextQuestion(), dueAtNs);
        dueAtNs += intervalNs;
      }
    }
  }

  private Question nextQuestion() {
    if (answered.size() == ASKED_AGAIN_AFTER && random.nextInt(ASKED_AGAIN_ONE_IN) == 0) {
      return answered.remove();
    }
    final int leaf = random.nextInt(chains.length);
    final int kind = random.nextInt(10);
    if (kind == 0) {
      return new Question(Operation.CHECK, leaf, 0, 0, 0, 0);
    }
    nextId++;
    final long amount = 1L + random.nextInt(1_000);
    final long outputAmount = random.nextInt(300);
    return kind < 6
        ? new Question(Operation.CONSUME, leaf, nextId, amount, outputAmount, 0)
        : new Question(
            Operation.RESERVE,
            leaf,
            nextId,
            amount,
            outputAmount,
            1 + random.nextInt((int) MAX_LIFETIME_MS));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // whatever fails is kept and thrown by stop()
  private void ask(final Question question, final long dueAtNs) {
    client
        .callAsync(requestOf(question))
        .thenAccept(answer -> onAnswer(question, answer, dueAtNs))
        .exceptionally(this::onFailure);
  }

  private Void onFailure(final Throwable error) {
    failure = error;
    return null;
  }

  private GateRequest<GateAnswer> requestOf(final Question question) {
    final Chain chain = chains[question.leaf];
    final EventId id = new EventId(EVENT_ID_HIGH, question.id);
    final Use use =
        new Use(
            Fleet.PERMISSION,
            0,
            ResourceType.LLM_TOKENS,
            question.amount,
            question.outputAmount,
            Fleet.PRICE);
    return switch (question.operation) {
      case CHECK -> new Check(chain, Fleet.PERMISSION, 0);
      case CONSUME -> new Consume(chain, id, use);
      case RESERVE ->
          new Reserve(chain, id, use, TimeUnit.MILLISECONDS.toNanos(question.lifetimeMs));
      case COMMIT -> new Commit(chain, id, question.amount, question.outputAmount);
      default -> new Release(chain, id);
    };
  }

  /** In the client's own thread. */
  private void onAnswer(final Question question, final GateAnswer answer, final long dueAtNs) {
    if (NO_DECISION.contains(answer.reason()) && !isAbandoned) {
      ask(question, dueAtNs);
      return;
    }
    latencies.recordValue(System.nanoTime() - dueAtNs);
    note(question, answer);
    remember(question);
    if (question.operation == Operation.RESERVE && answer.allowed() && mayBeSettled(question)) {
      ask(settlementOf(question), System.nanoTime());
    } else {
      window.release();
    }
  }

  private void note(final Question question, final GateAnswer answer) {
    try {
      new Outcome(
              question.operation,
              question.leaf,
              question.id,
              question.amount,
              question.outputAmount,
              answer.position(),
              answer.reason(),
              answer.duplicate())
          .write(outcomes);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remember(final Question question) {
    if (question.operation == Operation.CONSUME && !answered.offer(question)) {
      answered.poll();
      answered.offer(question);
    }
  }

  /** One in four reservations is left to expire. */
  private static boolean mayBeSettled(final Question reserved) {
    return reserved.id % 4 != 0;
  }

  private static Question settlementOf(final Question reserved) {
    return reserved.id % 4 == 1
        ? new Question(Operation.RELEASE, reserved.leaf, reserved.id, 0, 0, 0)
        : new Question(
            Operation.COMMIT,
            reserved.leaf,
            reserved.id,
            reserved.amount / 2,
            reserved.outputAmount / 3,
            0);
  }
}
