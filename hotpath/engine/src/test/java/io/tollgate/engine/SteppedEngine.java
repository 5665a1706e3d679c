package io.tollgate.engine;

import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.DirectStateMemory;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.domain.state.StateDump;
import io.tollgate.engine.infra.cycle.GateCycle;
import io.tollgate.engine.infra.cycle.Journal;
import io.tollgate.engine.infra.cycle.RequestHandler.Outcome;
import io.tollgate.engine.infra.latency.CycleLatency;
import io.tollgate.engine.infra.recovery.Replay;
import io.tollgate.engine.infra.state.Recovery;
import io.tollgate.engine.support.EngineProcess;
import io.tollgate.engine.support.ManualClock;
import io.tollgate.engine.support.MemoryChannel;
import io.tollgate.engine.support.RawClient.Messages;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.secrets.SecretStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;

/**
 * Everything of an engine but Aeron: real journal, real maps, real recovery; a message at a time,
 * in the test's own time.
 */
final class SteppedEngine implements AutoCloseable {
  private final DataDirectory data;
  private final EngineContext context;
  private final EngineParts parts;
  private final GateCycle cycle;
  private final EngineCounters counters = newCounters();
  private final CycleLatency latency = new CycleLatency();
  private final MemoryChannel channel = new MemoryChannel();
  private final Messages messages = new Messages();
  private final AnswerDecoder answer = new AnswerDecoder();
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final List<Throwable> errors = new ArrayList<>();

  SteppedEngine(
      final Path directory, final ManualClock clock, final UnaryOperator<Journal> journal) {
    context =
        new EngineContext()
            .dataDirectory(directory)
            .capacities(EngineProcess.CAPACITIES)
            .minFreeBytes(256 << 20)
            .nanoClock(clock)
            .epochClock(clock)
            .conclude();
    data = DataDirectory.open(directory);
    parts = EngineParts.open(context, data);
    final ErrorHandler handler = errors::add;
    cycle =
        new GateCycle(
            parts.gate(),
            parts.batch(),
            journal.apply(Journal.of(parts.journal())),
            parts.startedAtNs(),
            context.answersPerCycle(),
            counters,
            latency,
            handler);
  }

  static EngineCounters newCounters() {
    final CountersManager manager =
        new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 19)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 17)));
    return new EngineCounters(
        (typeId, key, label) ->
            manager.newCounter(label, typeId, buffer -> buffer.putBytes(0, key, 0, 4)));
  }

  Messages messages() {
    return messages;
  }

  Gate gate() {
    return parts.gate();
  }

  EngineCounters counters() {
    return counters;
  }

  /** What was told to the error handler. */
  List<Throwable> errors() {
    return errors;
  }

  Recovery recovery() {
    return parts.recovery();
  }

  MemoryChannel channel() {
    return channel;
  }

  Chain operatorChain() {
    return Chain.ofText(DataDirectory.read(data.operatorChain()));
  }

  byte[] rootKey() {
    return new Secrets(SecretStore.open(data.secrets())).linkKey(false);
  }

  /** Opens a cycle. */
  void begin() {
    channel.clear();
    cycle.begin(parts.clock().nanoTime());
    cycle.housekeep();
  }

  /** Gives the open cycle what the messages hold. */
  Outcome give(final int length) {
    return cycle.onRequest(channel, messages.buffer(), 0, length, true);
  }

  /** Gives the open cycle bytes. */
  Outcome give(final UnsafeBuffer buffer, final int offset, final int length) {
    return cycle.onRequest(channel, buffer, offset, length, true);
  }

  /** Gives the open cycle the first fragment of something longer. */
  Outcome giveFragment(final int length) {
    return cycle.onRequest(channel, messages.buffer(), 0, length, false);
  }

  /** Ends the cycle. */
  void end() {
    cycle.end();
  }

  /** The next answer that was released, or null; the same object each time. */
  AnswerDecoder next() {
    final int at = channel.poll();
    return at < 0 ? null : answer.wrapAndApplyHeader(channel.memory(), at, header);
  }

  /** A cycle of one message; its answer. */
  AnswerDecoder ask(final int length) {
    begin();
    final Outcome outcome = give(length);
    if (outcome != Outcome.TAKEN) {
      throw new AssertionError(outcome);
    }
    end();
    return next();
  }

  /** As {@link #ask}, where it must be allowed. */
  void mustAllow(final int length) {
    final Reason reason = Reason.ofCode(ask(length).reason());
    if (reason != Reason.OK) {
      throw new AssertionError(reason + " " + errors);
    }
  }

  /** The state as it is, in canonical form. */
  String dump() {
    return dump(parts.gate().state());
  }

  /** The state as the journal alone gives it. */
  String dumpOfReplay() {
    final GateState state =
        new GateState(
            context.capacities(),
            context.settings(),
            new DirectStateMemory(),
            (keyId, tenantId, salt, into) -> into.init(salt, 0, salt.length),
            1);
    Replay.run(data.journal(), state, parts.journal().lastPosition());
    return dump(state);
  }

  private static String dump(final GateState state) {
    final StringBuilder text = new StringBuilder();
    try {
      StateDump.write(state, text);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  void closeClean() {
    parts.closeClean();
  }

  /** Leaves everything as a kill would. */
  @Override
  public void close() {
    parts.close();
  }
}
