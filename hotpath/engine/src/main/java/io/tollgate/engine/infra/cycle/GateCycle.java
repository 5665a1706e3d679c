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
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentTerminationException;

/**
 * One duty cycle: what it decides is one batch of the journal, and its answers are released when
 * the journal has it. If the journal refuses it, or anything throws, the batch is taken back and
 * every answer of the cycle refuses.
 *
 * <p>Requests are decided some at a time, in the order in which they came: what they need is then
 * waited for together.
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
  private final PendingRequests pending = new PendingRequests();
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
    if (pending.isFull() || !hasRoom()) {
      decidePending();
    }
    if (!hasRoom()) {
      counters.increment(EngineCounter.CYCLES_FULL);
      return Outcome.CYCLE_FULL;
    }
    final int copied = Math.min(length, MessageShapes.MAX_MESSAGE_LENGTH);
    final int at = pending.copy(buffer, offset, copied);
    final Reason refusal = refusal(at, copied, isWhole && copied == length);
    return refusal == Reason.OK ? take(channel, at, copied) : refuse(channel, at, copied, refusal);
  }

  private Reason refusal(final int at, final int length, final boolean isWhole) {
    final Reason refusal = MessageShapes.judge(pending.buffer(), at, length, header);
    if (!isWhole && refusal != Reason.UNSUPPORTED_SCHEMA) {
      return Reason.MESSAGE_TOO_LONG;
    }
    return refusal == Reason.OK && !RequestDispatcher.isQuery(header.templateId())
        ? writable
        : refusal;
  }

  /** Whether what is pending, and one request more, can be decided for sure. */
  private boolean hasRoom() {
    final int requests = pending.count() + 1;
    return !hasThrown
        && !answers.isFull()
        && batch.remaining() >= requests * FactEncoder.MAX_MESSAGE_RECORDS_LENGTH
        && gate.state().undo().remaining() >= requests * MAX_UNDO_WORDS;
  }

  private Outcome refuse(
      final AnswerChannel channel, final int at, final int length, final Reason refusal) {
    if (MessageShapes.hasCorrelationId(length, refusal)) {
      final int answer = answers.count();
      final long result = answers.claim(channel, AnswerWriter.ANSWER_LENGTH, correlationId(at));
      if (result <= 0) {
        return outcomeOf(result);
      }
      answers.refuse(answer, refusal);
    } else {
      counters.answered(refusal.code());
    }
    gate.refusals().count(refusal);
    return Outcome.TAKEN;
  }

  private Outcome take(final AnswerChannel channel, final int at, final int length) {
    final int templateId = header.templateId();
    final int answer = answers.count();
    final int answerLength = dispatcher.answerLength(templateId, pending.buffer(), at);
    final long result = answers.claim(channel, answerLength, correlationId(at));
    if (result <= 0) {
      return outcomeOf(result);
    }
    pending.keep(length, templateId, answer);
    return Outcome.TAKEN;
  }

  private void decidePending() {
    final int requests = pending.count();
    try {
      if (requests > 1) {
        for (int i = 0; i < requests; i++) {
          dispatcher.expect(pending.templateId(i), pending.buffer(), pending.offset(i));
        }
        gate.deciders().lookahead().read();
      }
      for (int i = 0; i < requests; i++) {
        decide(pending.templateId(i), pending.offset(i), pending.answer(i));
      }
    } catch (final Throwable e) {
      // All answers of the cycle, those not written yet among them, will refuse.
      onThrown(e);
    }
    pending.clear();
  }

  private void decide(final int templateId, final int at, final int answer) {
    final Reason reason =
        dispatcher.dispatch(
            templateId,
            answers.correlationId(answer),
            pending.buffer(),
            at,
            answers.buffer(answer),
            answers.offset(answer),
            writable);
    answers.written(answer, reason);
    if (dispatcher.wasDuplicate()) {
      counters.increment(EngineCounter.DUPLICATES);
    }
    latency.decided(templateId);
  }

  private long correlationId(final int at) {
    return pending
        .buffer()
        .getLong(at + MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
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
    decidePending();
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
