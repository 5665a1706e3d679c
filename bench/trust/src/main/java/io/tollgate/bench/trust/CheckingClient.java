package io.tollgate.bench.trust;

import io.aeron.Aeron;
import io.tollgate.client.GateChannels;
import io.tollgate.client.GateLocator;
import io.tollgate.client.GateSession;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.sbe.gate.AnswerDecoder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * A client that asks one thing again and again, one request at a time, on a thread of its own: as
 * fast as it is answered, or so often that it leaves the cores to others in between.
 */
final class CheckingClient implements AutoCloseable {
  private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
  private static final long SEEN_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_NS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final short ALLOW = 1;

  private final Aeron aeron;
  private final GateSession session;
  private final int permission;
  private final Thread thread = new Thread(this::run, "checking-client");
  private final IdleStrategy giveWay = new YieldingIdleStrategy();
  private volatile long pauseNs = LOOK_NS;
  private volatile Question question = new Question(0, null);
  private volatile Seen seen = new Seen(-1, false, 0);
  private volatile boolean isOpen = true;
  private Question asked;
  private boolean isAnswered;

  /** What is asked; no chain is nothing. */
  private record Question(long number, Chain chain) {}

  /** The first answer of its kind. */
  private record Seen(long number, boolean isAllowed, long atNs) {}

  CheckingClient(final Path data, final int permission) {
    this.permission = permission;
    aeron =
        Aeron.connect(
            new Aeron.Context()
                .aeronDirectoryName(
                    GateLocator.ofDataDirectory(data).aeronDirectory().orElseThrow().toString()));
    session = GateSession.connect(aeron, GateChannels.ipc(), CONNECT_TIMEOUT_NS);
    thread.start();
  }

  /** Asks as fast as it is answered from now on: then it takes what a core can give. */
  void goFlatOut() {
    pauseNs = 0;
  }

  /** Asks for another chain from now on. */
  void ask(final Chain next) {
    question = new Question(question.number() + 1, next);
  }

  /** Waits until answers are of a kind; returns when the first such one came, nanoTime. */
  long awaitSeen(final boolean isAllowed) {
    final long deadlineNs = System.nanoTime() + SEEN_TIMEOUT_NS;
    Seen now = seen;
    while (now.number() != question.number() || now.isAllowed() != isAllowed) {
      if (!thread.isAlive() || System.nanoTime() - deadlineNs > 0) {
        throw new IllegalStateException("the gate goes on answering otherwise");
      }
      LockSupport.parkNanos(LOOK_NS);
      now = seen;
    }
    return now.atNs();
  }

  private void run() {
    long id = 0;
    while (isOpen) {
      asked = question;
      if (asked.chain() == null
          || !session.offerCheck(++id, asked.chain(), permission, 0).isSent()) {
        giveWay.idle();
        continue;
      }
      isAnswered = false;
      while (isOpen && !isAnswered) {
        giveWay.idle(session.poll(this::onAnswer, 1));
      }
      if (pauseNs > 0) {
        LockSupport.parkNanos(pauseNs);
      }
    }
  }

  private void onAnswer(final AnswerDecoder answer) {
    isAnswered = true;
    final boolean isAllowed = answer.decision() == ALLOW;
    if (seen.number() != asked.number() || seen.isAllowed() != isAllowed) {
      seen = new Seen(asked.number(), isAllowed, System.nanoTime());
    }
  }

  @Override
  public void close() {
    isOpen = false;
    try {
      thread.join();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.close();
    aeron.close();
  }
}
