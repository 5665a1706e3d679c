package io.tollgate.bench.micro;

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
 * with a chain of three links that was verified before. Bringing the requests in is not timed: in
 * the engine that is Aeron's part. Encoding the records is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {
  private static final int CYCLE = 64;
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
    bench = new BenchGate(agents, Math.max(1 << 17, Integer.highestOneBit(agents) * 2));
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
    for (int i = 0; i < CYCLE; i++) {
      check.chain.wrap(requests, i * STRIDE, BenchGate.CHAIN_LENGTH);
      bench.gate().deciders().check(check, verdict);
      requireAllowed();
    }
    bench.end();
    return verdict.position();
  }

  /** Chain, permission, event id, quota in three windows and budgets at three levels. */
  @Benchmark
  @OperationsPerInvocation(CYCLE)
  public long consume() {
    bench.begin(nowNs += CYCLE_NS);
    for (int i = 0; i < CYCLE; i++) {
      use.chain.wrap(requests, i * STRIDE, BenchGate.CHAIN_LENGTH);
      use.idHigh = 1;
      use.idLow = ++lastId;
      bench.gate().deciders().consume(use, verdict);
      requireAllowed();
    }
    bench.end();
    return verdict.position();
  }

  private void requireAllowed() {
    if (!verdict.isAllowed()) {
      throw new IllegalStateException("the gate refuses: " + verdict.reason());
    }
  }
}
