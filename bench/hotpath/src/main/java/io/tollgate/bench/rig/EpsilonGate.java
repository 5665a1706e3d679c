package io.tollgate.bench.rig;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.EngineCounters;
import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.DirectStateMemory;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.infra.cycle.GateCycle;
import io.tollgate.engine.infra.cycle.Journal;
import io.tollgate.engine.infra.cycle.RequestHandler.Outcome;
import io.tollgate.engine.infra.latency.CycleLatency;
import io.tollgate.engine.infra.record.FactEncoder;
import io.tollgate.engine.infra.recovery.Replay;
import io.tollgate.journal.JournalAppender;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalContext;
import io.tollgate.sbe.gate.CheckEncoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import io.tollgate.secrets.SecretStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;

/**
 * What the engine thread does, without a driver and without clients: duty cycles of 16 checks, each
 * appended to the journal before its answers are released, over the state that the journal gives.
 * Its time runs fast, so that the journal rolls; files that are full are deleted.
 */
public final class EpsilonGate {
  private static final int CHECKS_A_CYCLE = 16;
  private static final int FILES_KEPT = 2;
  private static final int MAX_ANSWERS = 1_024;
  private static final int CHAIN_CACHE = 1 << 10;
  private static final int COUNTERS_LENGTH = 1 << 17;
  private static final int METADATA_LENGTH = 1 << 19;

  /** Nearly six million decisions an hour, which is one file. */
  private static final long CYCLE_NS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);

  private final Path journalDirectory;
  private final UnsafeBuffer[] requests;
  private final AnswerMemory answers = new AnswerMemory();
  private final GateCycle cycle;
  private long timeNs;

  private EpsilonGate(final DataDirectory data, final JournalAppender journal) {
    this.journalDirectory = data.journal();
    this.requests =
        Population.chains(data.root(), 1).stream()
            .map(EpsilonGate::request)
            .toArray(UnsafeBuffer[]::new);
    final byte[] rootKey = SecretStore.open(data.secrets()).secret(DataDirectory.LINK_KEY).read(32);
    final GateState state =
        new GateState(
            Capacities.small(),
            RigEngine.SETTINGS,
            new DirectStateMemory(),
            new RootKeyDerivation(rootKey, HkdfSha256.create()),
            1);
    Replay.run(journalDirectory, state, journal.lastPosition());
    final JournalBatch batch = new JournalBatch(journal.maxBatchBytes());
    final Gate gate =
        new Gate(state, new FactEncoder(batch), HmacSha256.create(), Sha256.create(), CHAIN_CACHE);
    this.timeNs = journal.lastTimeNs();
    this.cycle =
        new GateCycle(
            gate,
            batch,
            Journal.of(journal),
            timeNs,
            MAX_ANSWERS,
            counters(),
            new CycleLatency(),
            Throwable::printStackTrace);
  }

  private static EngineCounters counters() {
    final CountersManager manager =
        new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(METADATA_LENGTH)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(COUNTERS_LENGTH)));
    return new EngineCounters(
        (typeId, key, label) ->
            manager.newCounter(label, typeId, buffer -> buffer.putBytes(0, key, 0, Integer.BYTES)));
  }

  private static UnsafeBuffer request(final Chain chain) {
    final UnsafeBuffer buffer =
        new UnsafeBuffer(ByteBuffer.allocateDirect(RequestKind.CHECK_1.messageLength()));
    new CheckEncoder()
        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
        .correlationId(1)
        .scopeHash(0)
        .permission((short) Population.PERMISSION)
        .putChain(chain.buffer(), 0, chain.length());
    return buffer;
  }

  /**
   * The process: answers each line, a number of decisions, with how many of so many were allowed.
   *
   * @param arguments data directory of a gate that was closed.
   */
  public static void main(final String[] arguments) throws IOException {
    final DataDirectory data = DataDirectory.open(Path.of(arguments[0]));
    try (JournalAppender journal =
        JournalAppender.open(new JournalContext().directory(data.journal()))) {
      final EpsilonGate gate = new EpsilonGate(data, journal);
      final BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      RigProcess.say("ready");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        RigProcess.say(Long.toString(gate.decide(Long.parseLong(line))));
      }
    }
  }

  private long decide(final long decisions) throws IOException {
    long decided = 0;
    long hour = timeNs / HOUR_NS;
    answers.forget();
    while (decided < decisions && cycle.isWritable()) {
      timeNs += CYCLE_NS;
      cycle.begin(timeNs);
      cycle.housekeep();
      for (int i = 0; i < CHECKS_A_CYCLE; i++) {
        final UnsafeBuffer request = requests[(int) (decided % requests.length)];
        if (cycle.onRequest(answers, request, 0, request.capacity(), true) == Outcome.TAKEN) {
          decided++;
        }
      }
      cycle.end();
      answers.read();
      if (timeNs / HOUR_NS != hour) {
        hour = timeNs / HOUR_NS;
        deleteFullFiles();
      }
    }
    return answers.allowed();
  }

  private void deleteFullFiles() throws IOException {
    try (Stream<Path> files = Files.list(journalDirectory)) {
      final List<Path> rolls =
          files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
      for (int i = 0; i < rolls.size() - FILES_KEPT; i++) {
        Files.delete(rolls.get(i));
      }
    }
  }
}
