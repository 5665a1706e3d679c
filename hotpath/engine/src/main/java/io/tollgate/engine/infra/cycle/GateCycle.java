package io.tollgate.engine.infra.cycle;

import io.aeron.Publication;
import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.EngineCounters;
import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.infra.latency.CycleLatency;
import io.tollgate.engine.infra.message.AnswerWriter;
import io.tollgate.engine.infra.message.MessageShapes;
import io.tollgate.engine.infra.message.RequestDispatcher;
import io.tollgate.engine.infra.record.FactEncoder;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalException;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One duty cycle: what it decides is one batch of the journal, and its answers are released when
 * the journal has it. If the journal refuses it, or anything throws, the batch is taken back and
 * every answer of the cycle refuses.
 *
 * <p>One thread; allocates nothing while nothing fails.
 */
public final class GateCycle implements RequestHandler {
  /** Words that one message, or housekeeping, can change at the most: a bulk of checks. */
  private static final int MAX_UNDO_WORDS = 1024;

  private final Gate gate;
  private final JournalBatch batch;
  private final Journal journal;
  private final RequestDispatcher dispatcher;
  private final AnswerWriter writer;
  private final CycleAnswers answers;
  private final EngineCounters counters;
  private final TableCounts tables;
  private final CycleLatency latency;
  private final ErrorHandler errors;
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final MutableDirectBuffer request =
      new UnsafeBuffer(ByteBuffer.allocateDirect(MessageShapes.MAX_MESSAGE_LENGTH));
  private Reason writable = Reason.OK;
  private boolean hasThrown;
  private boolean isOver;

  /**
   * A cycle that is run again and again.
   *
   * @param gate that decides.
   * @param batch that its recorder writes to.
   * @param journal that gets the batches.
   * @param startedAtNs when the engine started, epoch ns.
   * @param maxAnswers answers in one cycle at the most.
   * @param counters of the engine.
   * @param latency is told what a cycle decided.
   * @param errors is told what goes wrong.
   */
  public GateCycle(
      final Gate gate,
      final JournalBatch batch,
      final Journal journal,
      final long startedAtNs,
      final int maxAnswers,
      final EngineCounters counters,
      final CycleLatency latency,
      final ErrorHandler errors) {
    this.gate = gate;
    this.batch = batch;
    this.journal = journal;
    this.writer = new AnswerWriter();
    this.dispatcher = new RequestDispatcher(gate, writer, startedAtNs);
    this.answers = new CycleAnswers(maxAnswers, writer, counters);
    this.counters = counters;
    this.tables = new TableCounts(gate.state(), counters);
    this.latency = latency;
    this.errors = errors;
  }

  /**
   * Opens a cycle.
   *
   * @param nowNs engine time, the same for all of it.
   */
  public void begin(final long nowNs) {
    hasThrown = false;
    tables.update(nowNs);
    gate.beginBatch(nowNs);
    batch.begin(
        gate.state().header().batchSequence() + 1,
        gate.state().header().position() + 1,
        gate.timeNs());
    final Reason now = journal.isSpaceLow() ? Reason.DISK_FULL : Reason.OK;
    if (now != writable) {
      writable = now;
      counters.set(EngineCounter.WRITABLE, now.code());
    }
  }

  /**
   * Does what time makes due.
   *
   * @return how many records that gave.
   */
  public int housekeep() {
    if (writable != Reason.OK) {
      return 0;
    }
    try {
      gate.housekeep();
    } catch (final Throwable e) {
      onThrown(e);
    }
    return batch.recordCount();
  }

  @Override
  public Outcome onRequest(
      final AnswerChannel channel,
      final DirectBuffer buffer,
      final int offset,
      final int length,
      final boolean isWhole) {
    if (!hasRoom()) {
      counters.increment(EngineCounter.CYCLES_FULL);
      return Outcome.CYCLE_FULL;
    }
    // The client can still write to where its message lies, so what is checked must be a copy.
    final int copied = Math.min(length, request.capacity());
    request.putBytes(0, buffer, offset, copied);
    return onCopy(channel, copied, isWhole && copied == length);
  }

  private Outcome onCopy(final AnswerChannel channel, final int length, final boolean isWhole) {
    Reason refusal = MessageShapes.judge(request, 0, length, header);
    if (!isWhole && refusal != Reason.UNSUPPORTED_SCHEMA) {
      refusal = Reason.MESSAGE_TOO_LONG;
    }
    if (refusal == Reason.OK && writable != Reason.OK && !isQuery()) {
      refusal = writable;
    }
    return refusal == Reason.OK ? decide(channel) : refuse(channel, length, refusal);
  }

  private boolean hasRoom() {
    return !hasThrown
        && !answers.isFull()
        && batch.remaining() >= FactEncoder.MAX_MESSAGE_RECORDS_LENGTH
        && gate.state().undo().remaining() >= MAX_UNDO_WORDS;
  }

  private boolean isQuery() {
    return RequestDispatcher.isQuery(header.templateId());
  }

  private Outcome refuse(final AnswerChannel channel, final int length, final Reason refusal) {
    if (MessageShapes.hasCorrelationId(length, refusal)) {
      final long result = answers.claim(channel, AnswerWriter.ANSWER_LENGTH);
      if (result <= 0) {
        return outcomeOf(result);
      }
      final long correlationId = correlationId();
      writer.writeRefusal(answers.buffer(), answers.offset(), correlationId, refusal);
      answers.add(correlationId, refusal);
    } else {
      counters.answered(refusal.code());
    }
    gate.refusals().count(refusal);
    return Outcome.TAKEN;
  }

  private Outcome decide(final AnswerChannel channel) {
    final int templateId = header.templateId();
    final long result = answers.claim(channel, dispatcher.answerLength(templateId, request, 0));
    if (result <= 0) {
      return outcomeOf(result);
    }
    final long correlationId = correlationId();
    try {
      final Reason reason =
          dispatcher.dispatch(
              templateId, correlationId, request, 0, answers.buffer(), answers.offset(), writable);
      answers.add(correlationId, reason);
      if (dispatcher.wasDuplicate()) {
        counters.increment(EngineCounter.DUPLICATES);
      }
    } catch (final Throwable e) {
      onThrown(e);
      answers.add(correlationId, Reason.UNAVAILABLE);
    }
    latency.decided(templateId);
    return Outcome.TAKEN;
  }

  private long correlationId() {
    return request.getLong(MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
  }

  private static Outcome outcomeOf(final long result) {
    return result == Publication.BACK_PRESSURED || result == Publication.ADMIN_ACTION
        ? Outcome.NO_ROOM_FOR_ANSWER
        : Outcome.CLIENT_GONE;
  }

  private void onThrown(final Throwable error) {
    hasThrown = true;
    errors.onError(error);
  }

  /**
   * Ends a cycle: the journal gets the batch and the clients their answers.
   *
   * @throws AgentTerminationException if nobody knows whether the journal has the batch. The state
   *     is left as it is; the next start finds out.
   */
  public void end() {
    final int undoWords = gate.state().undo().count();
    boolean isAppended = false;
    if (hasThrown) {
      counters.increment(EngineCounter.CYCLES_UNDONE);
      takeBack(Reason.UNAVAILABLE);
    } else if (gate.endBatch() > 0) {
      isAppended = append();
    }
    answers.releaseAll();
    // Nobody waits for what follows.
    answers.countAll();
    if (isAppended) {
      counters.get(EngineCounter.UNDO_HIGH_WATER).proposeMaxRelease(undoWords);
      onAppended();
    }
  }

  private boolean append() {
    try {
      journal.append(batch);
      gate.commitBatch();
      return true;
    } catch (final JournalException e) {
      errors.onError(e);
      counters.increment(EngineCounter.APPEND_FAILURES);
      if (e.kind() == JournalException.Kind.FAILED) {
        isOver = true;
        answers.abortAll();
        throw new AgentTerminationException(e);
      }
      takeBack(
          e.kind() == JournalException.Kind.DISK_FULL
              ? Reason.DISK_FULL
              : Reason.JOURNAL_UNAVAILABLE);
      return false;
    }
  }

  private void onAppended() {
    journal.prepare();
    counters.increment(EngineCounter.BATCHES);
    counters.get(EngineCounter.RECORDS).getAndAddRelease(batch.recordCount());
    counters.set(EngineCounter.POSITION, batch.lastPosition());
    counters.set(EngineCounter.BATCH_SEQUENCE, batch.batchSequence());
  }

  private void takeBack(final Reason reason) {
    gate.rollbackBatch();
    answers.refuseAll(reason);
  }

  /** False once the journal has failed for good: there must be no more cycles. */
  public boolean isWritable() {
    return !isOver;
  }
}
