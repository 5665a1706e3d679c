package io.tollgate.bench.trust;

import io.aeron.Aeron;
import io.tollgate.bench.result.HistogramFiles;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Series;
import io.tollgate.bench.result.Settings;
import io.tollgate.bench.rig.LoadedEcho;
import io.tollgate.bench.rig.LoadedGate;
import io.tollgate.bench.rig.RigIdle;
import io.tollgate.client.Authority;
import io.tollgate.client.EventId;
import io.tollgate.client.GateChannels;
import io.tollgate.client.GateCommand;
import io.tollgate.client.GateSession;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.sbe.gate.AnswerDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.IdleStrategy;

/** How long it takes a product to hand over an audit record. */
final class HandoverMeasurement implements Measurement {
  private static final double NS_A_US = 1_000;
  private static final double NS_A_MS = 1e6;
  private static final long NS_A_SECOND = 1_000_000_000L;
  private static final int RATE = 10_000;
  private static final int PAYLOAD_BYTES = 128;
  private static final int PRODUCT = 6;
  private static final int EVENT_TYPE = 1;
  private static final int TRICKLE_US = 7_000;
  private static final long PAUSE_NS = 50_000;
  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);

  private final List<Row> rows = new ArrayList<>();
  private final List<Plot> plots = new ArrayList<>();

  @Override
  public String id() {
    return "handover";
  }

  @Override
  public List<String> rowIds() {
    return List.of("handover-p50", "handover-p99", "handover-p999");
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws Exception {
    final int seconds = settings.quick() ? 5 : 30;
    final String what =
        String.format(
            Locale.ROOT,
            "a product's event from offer to journaled answer, open loop at %,d/s for %d s",
            RATE,
            seconds);
    try (LoadedGate gate =
        new LoadedGate(settings.scratchDirectory(), RigIdle.ENGINE, RigIdle.CLIENT)) {
      gate.wake();
      progress.step("warming up");
      handOver(gate, seconds);
      progress.step(what);
      final Histogram times = handOver(gate, seconds);
      HistogramFiles.write(settings.resultsDirectory(), "handover", times);
      rows.addAll(Spread.judged("handover", what, times, NS_A_US, "µs", 50, 100, 500));
      final Histogram echoed = echo(settings, progress, seconds);
      plots.add(
          new Plot(
              what,
              List.of(new Series("handover", "ns", times), new Series("bare echo", "ns", echoed))));
    }
    progress.step("journal to signed and durable");
    try (Disk disk = new Disk(settings.resultsDirectory())) {
      rows.addAll(
          Spread.shown(
              "journal-to-durable",
              "from the append to the journal until the idle recorder says that the record is"
                  + " signed and durable, one at a time",
              trickle(disk.fresh("data"), seconds),
              NS_A_MS,
              "ms"));
    }
    return new Section(
        "Handing over a record",
        "What a product waits for: its event goes by Aeron IPC to the engine, is journaled, and the"
            + " answer comes back; from then on it cannot be lost, and the journal is the audit"
            + " log's buffer. Engine (idling as by default, journal on tmpfs, forced every 20 ms) and"
            + " product (idling as the client library does) each in a process of their own; times"
            + " are from each intended send. The recorder gathers records for up to 50 ms before"
            + " it signs them.",
        rows,
        plots,
        List.of());
  }

  /** Shows what of it is the machine and Aeron. */
  private Histogram echo(final Settings settings, final Progress progress, final int seconds)
      throws IOException {
    final String what =
        String.format(
            Locale.ROOT,
            "a bare Aeron echo of %,d bytes, no engine and no journal, at the same rate and idling"
                + " alike",
            LoadedEcho.messageLength());
    final Histogram echoed = new Histogram(TIMEOUT_NS, 3);
    try (LoadedEcho echo =
        new LoadedEcho(settings.scratchDirectory(), RigIdle.ENGINE, RigIdle.CLIENT)) {
      progress.step("warming up the echo");
      echo.open(RATE, seconds, interval -> {});
      progress.step(what);
      echo.open(RATE, seconds, echoed::add);
    }
    rows.addAll(Spread.shown("handover-echo", what, echoed, NS_A_US, "µs"));
    return echoed;
  }

  private static Histogram handOver(final LoadedGate gate, final int seconds) throws IOException {
    final Chain operator =
        Chain.ofText(DataDirectory.read(DataDirectory.open(gate.data()).operatorChain()));
    try (Aeron aeron =
            Aeron.connect(new Aeron.Context().aeronDirectoryName(gate.aeron().toString()));
        GateSession session = GateSession.connect(aeron, GateChannels.ipc(), TIMEOUT_NS)) {
      return new Line(session, new Authority(operator, "bench")).run(seconds);
    }
  }

  /** One product's line to the gate. */
  private static final class Line {
    private final Histogram times = new Histogram(TIMEOUT_NS, 3);
    private final byte[] nobody = new byte[32];
    private final byte[] payload = new byte[PAYLOAD_BYTES];
    private final IdleStrategy idle = RigIdle.CLIENT.strategy();
    private final long run = System.nanoTime();
    private final GateSession session;
    private final Authority authority;
    private long answered;
    private int refusal;

    Line(final GateSession session, final Authority authority) {
      this.session = session;
      this.authority = authority;
    }

    Histogram run(final int seconds) {
      final long total = (long) RATE * seconds;
      final long startNs = System.nanoTime();
      final long giveUpNs = startNs + seconds * NS_A_SECOND + TIMEOUT_NS;
      long sent = 0;
      while (answered < total) {
        final long nowNs = System.nanoTime();
        final long intendedNs = startNs + sent * (NS_A_SECOND / RATE);
        if (sent < total
            && nowNs - intendedNs >= 0
            && event(sent + 1).offerTo(session.commands(), intendedNs, authority).isSent()) {
          sent++;
        }
        idle.idle(session.poll(this::onAnswer, 16));
        if (nowNs - giveUpNs > 0 || refusal != 0) {
          throw new IllegalStateException(
              "the gate answered " + answered + " of " + sent + ", reason " + refusal);
        }
      }
      return times;
    }

    private GateCommand event(final long number) {
      return new GateCommand.AppendEvent(
          new EventId(run, number), nobody, PRODUCT, EVENT_TYPE, payload);
    }

    private void onAnswer(final AnswerDecoder answer) {
      answered++;
      refusal = answer.decision() == 1 ? refusal : answer.reason();
      times.recordValue(
          Math.min(TIMEOUT_NS, Math.max(0, System.nanoTime() - answer.correlationId())));
    }
  }

  private static Histogram trickle(final Path data, final int seconds)
      throws IOException, InterruptedException {
    final Histogram times = new Histogram(TIMEOUT_NS, 3);
    final Path journal = data.resolve("journal");
    try (AuditFeed feed = new AuditFeed(journal);
        RunningRecorder recorder = new RunningRecorder(journal, data)) {
      final long endNs = System.nanoTime() + seconds * NS_A_SECOND;
      while (System.nanoTime() - endNs < 0) {
        TimeUnit.MICROSECONDS.sleep(TRICKLE_US);
        final long begunNs = System.nanoTime();
        final long position = feed.appendOne();
        while (recorder.status().position() < position) {
          if (System.nanoTime() - begunNs > TIMEOUT_NS) {
            throw new IllegalStateException("the recorder does not follow: " + recorder.status());
          }
          LockSupport.parkNanos(PAUSE_NS);
        }
        times.recordValue(System.nanoTime() - begunNs);
      }
    }
    return times;
  }
}
