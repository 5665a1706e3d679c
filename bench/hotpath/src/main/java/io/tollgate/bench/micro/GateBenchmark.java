package io.tollgate.bench.micro;

import io.tollgate.engine.domain.decision.ChainBytes;
import io.tollgate.engine.domain.decision.CheckRequest;
import io.tollgate.engine.domain.decision.UseRequest;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.quota.ResourceType;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One decision of the engine without I/O: cycles of 64 requests by agents drawn at random, each
 * with a chain of three links that was verified before. As in the engine, what some requests need
 * is read ahead before the first of them is decided; that is timed, too. Bringing the requests in
 * is not timed: in the engine that is Aeron's part. Encoding the records is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {
  private static final int CYCLE = 64;

  /** Requests that are looked ahead at together, as in the engine. */
  private static final int AHEAD = 32;

  private static final int STRIDE = 512;
  private static final long CYCLE_NS = 16_000;

  /** Agents that ask. */
  @Param({"10000", "1000000"})
  public int agents;

  private final UnsafeBuffer requests = new UnsafeBuffer(ByteBuffer.allocateDirect(CYCLE * STRIDE));
  private final SplittableRandom random = new SplittableRandom(0x7011_6A7EL);
  private final UseRequest use = new UseRequest();
  private final CheckRequest check = new CheckRequest();
  private final Verdict verdict = new Verdict();
  private BenchGate bench;
  private long nowNs;
  private long lastId;

  /** Fills the gate and verifies every chain once. */
  @Setup(Level.Trial)
  public void open() {
    bench = new BenchGate(agents, Math.max(1 << 17, Integer.highestOneBit(agents) * 4));
    nowNs = BenchGate.NOW_NS;
    use.permission = BenchGate.PERMISSION;
    use.resourceCode = ResourceType.LLM_TOKENS.code();
    use.priceId = BenchGate.PRICE_ID;
    use.amount = 1_000;
    use.outputAmount = 100;
    check.permission = BenchGate.PERMISSION;
    for (int agent = 0; agent < agents; agent += CYCLE) {
      for (int i = 0; i < CYCLE; i++) {
        bench.copyChain(Math.min(agent + i, agents - 1), requests, i * STRIDE);
      }
      check();
    }
  }

  /** The requests of the next cycle. */
  @Setup(Level.Invocation)
  public void bringRequests() {
    for (int i = 0; i < CYCLE; i++) {
      bench.copyChain(random.nextInt(agents), requests, i * STRIDE);
    }
  }

  /** Chain and permission. */
  @Benchmark
  @OperationsPerInvocation(CYCLE)
  public long check() {
    bench.begin(nowNs += CYCLE_NS);
    for (int first = 0; first < CYCLE; first += AHEAD) {
      for (int i = first; i < first + AHEAD; i++) {
        bench.gate().deciders().lookahead().chain(wrap(check.chain, i));
      }
      bench.gate().deciders().lookahead().read();
      for (int i = first; i < first + AHEAD; i++) {
        wrap(check.chain, i);
        bench.gate().deciders().check(check, verdict);
        requireAllowed();
      }
    }
    bench.end();
    return verdict.position();
  }

  /** Chain, permission, event id, quota in three windows and budgets at three levels. */
  @Benchmark
  @OperationsPerInvocation(CYCLE)
  public long consume() {
    bench.begin(nowNs += CYCLE_NS);
    for (int first = 0; first < CYCLE; first += AHEAD) {
      for (int i = first; i < first + AHEAD; i++) {
        bench.gate().deciders().lookahead().use(wrap(use, i));
      }
      bench.gate().deciders().lookahead().read();
      for (int i = first; i < first + AHEAD; i++) {
        bench.gate().deciders().consume(wrap(use, i), verdict);
        requireAllowed();
      }
      lastId += AHEAD;
    }
    bench.end();
    return verdict.position();
  }

  private UseRequest wrap(final UseRequest request, final int i) {
    wrap(request.chain, i);
    request.idHigh = 1;
    request.idLow = lastId + 1 + i % AHEAD;
    return request;
  }

  private ChainBytes wrap(final ChainBytes chain, final int i) {
    chain.wrap(requests, i * STRIDE, BenchGate.CHAIN_LENGTH);
    return chain;
  }

  private void requireAllowed() {
    if (!verdict.isAllowed()) {
      throw new IllegalStateException("the gate refuses: " + verdict.reason());
    }
  }
}
