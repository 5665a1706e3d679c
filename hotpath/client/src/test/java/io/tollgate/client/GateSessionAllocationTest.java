package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.aeron.Aeron;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.sbe.gate.AnswerDecoder;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GateSessionAllocationTest {
  private static final int ROUNDS = 8;
  private static final int REQUESTS = 10_000;
  private static final int WINDOW = 32;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Chain chain = TestChains.ofLinks(3);
  private final AnswerHandler handler = this::onAnswer;
  private GateSession session;
  private long answered;

  private void onAnswer(final AnswerDecoder answer) {
    answered += answer.correlationId() > 0 ? 1 : 0;
  }

  @Test
  void shouldAllocateNothingWhenRequestsArePipelined() {
    final Path directory = ScriptedGate.newDirectory();
    try (ScriptedGate gate = ScriptedGate.launch(directory);
        Aeron aeron = TestAeron.connect(directory)) {
      session = GateSession.connect(aeron, GateChannels.ipc(), TimeUnit.SECONDS.toNanos(10));
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        // In the first rounds the JVM compiles, which allocates in the thread that asks for it.
        least = Math.min(least, allocatedBy(REQUESTS));
      }
      session.close();
      assertThat(least).isZero();
      assertThat(gate.requestCount()).isEqualTo(ROUNDS * REQUESTS);
    }
  }

  private long allocatedBy(final int requests) {
    final long before = threads.getCurrentThreadAllocatedBytes();
    exchange(requests);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private void exchange(final int requests) {
    final long target = answered + requests;
    long sent = answered;
    while (answered < target) {
      if (sent < target && sent - answered < WINDOW && offer(sent + 1).isSent()) {
        sent++;
      }
      if (session.poll(handler, WINDOW) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  private OfferResult offer(final long id) {
    return switch ((int) (id % 5)) {
      case 0 -> session.offerCheck(id, chain, 17, 0);
      case 1 -> session.offerConsume(id, chain, id, id, 17, 0, 1, 10, 20, 1);
      case 2 -> session.offerReserve(id, chain, id, id, 17, 0, 1, 10, 20, 1, 1_000_000);
      case 3 -> session.offerCommit(id, chain, id, id, 10, 20);
      default -> session.offerRelease(id, chain, id, id);
    };
  }
}
