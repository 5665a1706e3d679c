package io.tollgate.engine.infra.message;

import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.decision.ChainBytes;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.sbe.gate.BulkAnswerEncoder;
import io.tollgate.sbe.gate.BulkCheckDecoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Many checks of one chain, which is verified once. One thread; allocates nothing. */
final class BulkChecks {
  private final Gate gate;
  private final Verdict verdict;
  private final ChainBytes chain = new ChainBytes();
  private final BulkCheckDecoder request = new BulkCheckDecoder();
  private final MessageHeaderDecoder requestHeader = new MessageHeaderDecoder();
  private final BulkAnswerEncoder answer = new BulkAnswerEncoder();
  private final MessageHeaderEncoder answerHeader = new MessageHeaderEncoder();

  BulkChecks(final Gate gate, final Verdict verdict) {
    this.gate = gate;
    this.verdict = verdict;
  }

  /** How many checks a bulk asks for, of a message whose shape is right. */
  int count(final DirectBuffer buffer, final int offset) {
    return request.wrapAndApplyHeader(buffer, offset, requestHeader).checks().count();
  }

  /** Tells the gate whose bulk will be decided soon. */
  void expect(final DirectBuffer buffer, final int offset) {
    wrapChain(buffer, count(buffer, offset));
    gate.deciders().lookahead().chain(chain);
  }

  /**
   * Decides a bulk and writes its answer. Where the chain itself is refused, that is one denial of
   * the first check, and there are no results.
   *
   * @return OK, or why the chain was refused.
   */
  Reason decide(
      final DirectBuffer buffer,
      final int offset,
      final MutableDirectBuffer into,
      final int answerOffset) {
    final BulkCheckDecoder.ChecksDecoder checks =
        request.wrapAndApplyHeader(buffer, offset, requestHeader).checks();
    final int count = checks.count();
    wrapChain(buffer, count);
    final Reason reason = gate.deciders().checkChain(chain);
    final boolean isRefused = reason != Reason.OK;
    answer
        .wrapAndApplyHeader(into, answerOffset, answerHeader)
        .correlationId(request.correlationId())
        .reason((short) reason.code());
    final BulkAnswerEncoder.ResultsEncoder results = answer.resultsCount(isRefused ? 0 : count);
    verdict.reset();
    for (int i = 0; i < (isRefused ? Math.min(1, count) : count); i++) {
      checks.next();
      gate.deciders().checkNext(reason, checks.permission(), checks.scopeHash(), verdict);
      if (!isRefused) {
        results
            .next()
            .decision((short) (verdict.isAllowed() ? 1 : 0))
            .reason((short) verdict.reason().code())
            .failingHop((byte) verdict.failingHop());
      }
    }
    answer.position(verdict.position());
    return reason;
  }

  /** Reads the part behind the group first, and comes back to the group. */
  private void wrapChain(final DirectBuffer buffer, final int count) {
    final int group = request.limit();
    final int behind = group + count * BulkCheckDecoder.ChecksDecoder.sbeBlockLength();
    request.limit(behind);
    chain.wrap(buffer, behind + BulkCheckDecoder.chainHeaderLength(), request.chainLength());
    request.limit(group);
  }
}
