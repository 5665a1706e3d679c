package io.tollgate.engine.infra.message;

import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.decision.ChainBytes;
import io.tollgate.engine.domain.decision.CheckRequest;
import io.tollgate.engine.domain.decision.Lookahead;
import io.tollgate.engine.domain.decision.SettleRequest;
import io.tollgate.engine.domain.decision.UseRequest;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.sbe.gate.CheckDecoder;
import io.tollgate.sbe.gate.CommitDecoder;
import io.tollgate.sbe.gate.ConsumeDecoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.ReleaseDecoder;
import io.tollgate.sbe.gate.ReserveDecoder;
import org.agrona.DirectBuffer;

/** Requests that a decider answers, one each. One thread; allocates nothing. */
final class DecisionRequests {
  private final Gate gate;
  private final CheckRequest check = new CheckRequest();
  private final UseRequest use = new UseRequest();
  private final SettleRequest settle = new SettleRequest();
  private final CheckDecoder checkDecoder = new CheckDecoder();
  private final ConsumeDecoder consumeDecoder = new ConsumeDecoder();
  private final ReserveDecoder reserveDecoder = new ReserveDecoder();
  private final CommitDecoder commitDecoder = new CommitDecoder();
  private final ReleaseDecoder releaseDecoder = new ReleaseDecoder();
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();

  DecisionRequests(final Gate gate) {
    this.gate = gate;
  }

  /** Decides a request; false where it is of no such kind. */
  boolean decide(
      final int templateId, final DirectBuffer buffer, final int offset, final Verdict verdict) {
    switch (templateId) {
      case CheckDecoder.TEMPLATE_ID -> {
        check(buffer, offset);
        gate.deciders().check(check, verdict);
        return true;
      }
      case ConsumeDecoder.TEMPLATE_ID -> {
        consume(buffer, offset);
        gate.deciders().consume(use, verdict);
        return true;
      }
      case ReserveDecoder.TEMPLATE_ID -> {
        reserve(buffer, offset);
        gate.deciders().reserve(use, verdict);
        return true;
      }
      case CommitDecoder.TEMPLATE_ID -> {
        commit(buffer, offset);
        gate.deciders().commit(settle, verdict);
        return true;
      }
      case ReleaseDecoder.TEMPLATE_ID -> {
        release(buffer, offset);
        gate.deciders().release(settle, verdict);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  /** Tells the gate what a request will need; nothing where it is of no such kind. */
  void expect(final int templateId, final DirectBuffer buffer, final int offset) {
    final Lookahead lookahead = gate.deciders().lookahead();
    switch (templateId) {
      case CheckDecoder.TEMPLATE_ID -> {
        check(buffer, offset);
        lookahead.chain(check.chain);
      }
      case ConsumeDecoder.TEMPLATE_ID -> {
        consume(buffer, offset);
        lookahead.use(use);
      }
      case ReserveDecoder.TEMPLATE_ID -> {
        reserve(buffer, offset);
        lookahead.use(use);
      }
      case CommitDecoder.TEMPLATE_ID -> {
        commit(buffer, offset);
        lookahead.settlement(settle);
      }
      case ReleaseDecoder.TEMPLATE_ID -> {
        release(buffer, offset);
        lookahead.settlement(settle);
      }
      default -> {
        // Commands and questions are rare.
      }
    }
  }

  private void check(final DirectBuffer buffer, final int offset) {
    final CheckDecoder from = checkDecoder.wrapAndApplyHeader(buffer, offset, header);
    check.permission = from.permission();
    check.scopeHash = from.scopeHash();
    wrap(check.chain, buffer, from.limit(), from.chainLength());
  }

  private void consume(final DirectBuffer buffer, final int offset) {
    final ConsumeDecoder from = consumeDecoder.wrapAndApplyHeader(buffer, offset, header);
    use.idHigh = from.eventIdHigh();
    use.idLow = from.eventIdLow();
    use.permission = from.permission();
    use.scopeHash = from.scopeHash();
    use.resourceCode = from.resource();
    use.priceId = (int) from.priceId();
    use.amount = from.amount();
    use.outputAmount = from.outputAmount();
    use.lifetimeNs = 0;
    wrap(use.chain, buffer, from.limit(), from.chainLength());
  }

  private void reserve(final DirectBuffer buffer, final int offset) {
    final ReserveDecoder from = reserveDecoder.wrapAndApplyHeader(buffer, offset, header);
    use.idHigh = from.reservationIdHigh();
    use.idLow = from.reservationIdLow();
    use.permission = from.permission();
    use.scopeHash = from.scopeHash();
    use.resourceCode = from.resource();
    use.priceId = (int) from.priceId();
    use.amount = from.amount();
    use.outputAmount = from.outputAmount();
    use.lifetimeNs = from.lifetimeNs();
    wrap(use.chain, buffer, from.limit(), from.chainLength());
  }

  private void commit(final DirectBuffer buffer, final int offset) {
    final CommitDecoder from = commitDecoder.wrapAndApplyHeader(buffer, offset, header);
    settle.idHigh = from.reservationIdHigh();
    settle.idLow = from.reservationIdLow();
    settle.amount = from.amount();
    settle.outputAmount = from.outputAmount();
    wrap(settle.chain, buffer, from.limit(), from.chainLength());
  }

  private void release(final DirectBuffer buffer, final int offset) {
    final ReleaseDecoder from = releaseDecoder.wrapAndApplyHeader(buffer, offset, header);
    settle.idHigh = from.reservationIdHigh();
    settle.idLow = from.reservationIdLow();
    settle.amount = 0;
    settle.outputAmount = 0;
    wrap(settle.chain, buffer, from.limit(), from.chainLength());
  }

  /** The chain's bytes begin behind their length, in front of which SBE's limit stands. */
  private static void wrap(
      final ChainBytes chain, final DirectBuffer buffer, final int limit, final int length) {
    chain.wrap(buffer, limit + VariableParts.LENGTH_SIZE, length);
  }
}
