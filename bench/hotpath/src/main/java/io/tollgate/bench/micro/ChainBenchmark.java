package io.tollgate.bench.micro;

import io.tollgate.client.ChainVerifier;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Full verification of a chain in process, nothing remembered: form, tags, delegation rules,
 * lifetimes, revocations, permission and scope.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChainBenchmark {
  /** Links in the chain. */
  @Param({"1", "2", "3", "8"})
  public int links;

  private Chain chain;
  private ChainVerifier verifier;

  /** Seals the chain. */
  @Setup
  public void seal() {
    chain = ChainFixture.chain(links);
    verifier = ChainFixture.verifier();
    if (verify() != Reason.OK) {
      throw new IllegalStateException("the verifier refuses the chain");
    }
  }

  /** One verification. */
  @Benchmark
  public Reason verify() {
    return verifier.verify(chain, BenchGate.PERMISSION, 0, BenchGate.NOW_NS);
  }
}
