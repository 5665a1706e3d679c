package io.tollgate.bench.peers;

import io.tollgate.bench.peers.question.Case;
import io.tollgate.bench.peers.question.Peer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Puts the question that is allowed to one contender, again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AskBenchmark {
  /** Who is asked. */
  @Param("NOBODY")
  public Contender contender;

  private Peer peer;
  private Peer.Ask ask;

  /** Starts the contender, and makes sure that it says yes. */
  @Setup
  public void open() {
    peer = contender.open();
    ask = peer.prepare(Case.ALLOWED.question());
    if (!ask.ask()) {
      throw new IllegalStateException(contender + " says no");
    }
  }

  /** Stops it, if it has said yes to the end. */
  @TearDown
  public void close() {
    final boolean stillAllowed = ask.ask();
    peer.close();
    if (!stillAllowed) {
      throw new IllegalStateException(contender + " says no in the end");
    }
  }

  /** One question. */
  @Benchmark
  public boolean ask() {
    return ask.ask();
  }
}
