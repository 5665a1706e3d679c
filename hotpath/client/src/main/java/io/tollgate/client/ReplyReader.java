package io.tollgate.client;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.sbe.gate.AgentStateDecoder;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.sbe.gate.BulkAnswerDecoder;
import io.tollgate.sbe.gate.PermissionAnswerDecoder;
import io.tollgate.sbe.gate.StatusDecoder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Answers to replies. What a newer gate says and this client does not know is taken for a refusal.
 * One thread.
 */
final class ReplyReader implements AnswerHandler {
  private static final int ALLOW = 1;
  private static final HexFormat HEX = HexFormat.of();

  private final ReplySink sink;
  private final byte[] agentId = new byte[AgentStateDecoder.agentIdLength()];

  ReplyReader(final ReplySink sink) {
    this.sink = sink;
  }

  @Override
  public void onAnswer(final AnswerDecoder answer) {
    final Reason reason = reasonOf(answer.decision(), answer.reason());
    sink.onReply(
        answer.correlationId(),
        new GateAnswer(
            reason == Reason.OK,
            reason,
            answer.failingHop(),
            answer.position(),
            answer.remaining(),
            answer.fitting(),
            answer.costNano(),
            answer.budgetRemainingNano(),
            answer.expiresAtNs(),
            answer.duplicate() != 0));
  }

  private static Reason reasonOf(final int code) {
    final Reason reason = Reason.ofCode(code);
    return reason == null ? Reason.UNSUPPORTED_VERSION : reason;
  }

  private static Reason reasonOf(final int decision, final int code) {
    final Reason reason = reasonOf(code);
    final boolean isAllowed = decision == ALLOW;
    return isAllowed == (reason == Reason.OK) ? reason : contradicted(reason);
  }

  private static Reason contradicted(final Reason reason) {
    return reason == Reason.OK ? Reason.MALFORMED : reason;
  }

  @Override
  public void onBulkAnswer(final BulkAnswerDecoder answer) {
    final long correlationId = answer.correlationId();
    final long position = answer.position();
    final Reason reason = reasonOf(answer.reason());
    final BulkAnswerDecoder.ResultsDecoder results = answer.results();
    final List<BulkCheckAnswer.Result> list = new ArrayList<>(results.count());
    while (results.hasNext()) {
      results.next();
      final Reason resultReason = reasonOf(results.decision(), results.reason());
      list.add(
          new BulkCheckAnswer.Result(
              resultReason == Reason.OK, resultReason, results.failingHop()));
    }
    sink.onReply(correlationId, new BulkCheckAnswer(reason, position, list));
  }

  @Override
  public void onAgentState(final AgentStateDecoder state) {
    final long correlationId = state.correlationId();
    final Reason reason = reasonOf(state.reason());
    sink.onReply(
        correlationId, reason == Reason.OK ? snapshotOf(state) : AgentSnapshot.refused(reason));
  }

  private AgentSnapshot snapshotOf(final AgentStateDecoder state) {
    final Trust trust = Trust.ofCode(state.trust());
    final Tier tier = Tier.ofCode(state.tier());
    final boolean hasBudget = state.budgetLimitNano() >= 0;
    final BudgetPeriod period = BudgetPeriod.ofCode(state.budgetPeriod());
    if (trust == null || tier == null || (hasBudget && period == null)) {
      return AgentSnapshot.refused(Reason.UNSUPPORTED_VERSION);
    }
    final Optional<AgentSnapshot.Budget> budget =
        hasBudget
            ? Optional.of(
                new AgentSnapshot.Budget(
                    state.budgetLimitNano(),
                    state.budgetSpentNano(),
                    state.budgetReservedNano(),
                    state.budgetCurrency(),
                    period))
            : Optional.empty();
    state.getAgentId(agentId, 0, agentId.length);
    return new AgentSnapshot(
        Reason.OK,
        state.position(),
        state.version(),
        HEX.formatHex(agentId),
        (int) state.agentIndex(),
        (int) state.tenantId(),
        trust,
        tier,
        state.allowedCount(),
        state.deniedCount(),
        state.lastActiveNs(),
        budget,
        allowancesOf(state));
  }

  private static List<AgentSnapshot.Allowance> allowancesOf(final AgentStateDecoder state) {
    final AgentStateDecoder.AllowancesDecoder group = state.allowances();
    final List<AgentSnapshot.Allowance> list = new ArrayList<>(group.count());
    while (group.hasNext()) {
      group.next();
      final ResourceType resource = ResourceType.ofCode(group.resource());
      if (resource != null) {
        list.add(
            new AgentSnapshot.Allowance(
                resource,
                group.hourLimit(),
                group.dayLimit(),
                group.monthLimit(),
                group.concurrentLimit(),
                group.hourUsed(),
                group.dayUsed(),
                group.monthUsed(),
                group.held(),
                group.totalUsed()));
      }
    }
    return list;
  }

  @Override
  public void onPermissionAnswer(final PermissionAnswerDecoder answer) {
    final Reason reason = reasonOf(answer.reason());
    final Trust minimumTrust = Trust.ofCode(answer.minimumTrust());
    sink.onReply(
        answer.correlationId(),
        reason == Reason.OK && minimumTrust != null
            ? new PermissionEntry(Reason.OK, answer.permission(), minimumTrust)
            : PermissionEntry.refused(reason == Reason.OK ? Reason.UNSUPPORTED_VERSION : reason));
  }

  @Override
  public void onStatus(final StatusDecoder status) {
    sink.onReply(
        status.correlationId(),
        new GateStatus(
            Reason.OK,
            status.position(),
            status.timeNs(),
            status.startedAtNs(),
            status.agents(),
            status.keys(),
            status.reservations(),
            status.events(),
            reasonOf(status.writable())));
  }
}
